// Why a port could not be had, in words of the person who chose it.
import type { Problem } from '../../core/shared/problem';

export function listenProblem(error: NodeJS.ErrnoException, address: string, port: number): Problem {
  const where = `TCP port ${port} on ${address}`;
  const other = port < 60_000 ? (port < 1024 ? 8088 : port + 1) : 8088;
  switch (error.code) {
    case 'EADDRINUSE':
      return {
        code: 'PORT_IN_USE',
        message: `${where} for phones is used by another program.`,
        remedy: `Stop the other program, or choose another HTTP port, ${other} for example.`,
      };
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'EINVAL':
    case 'ENOTFOUND':
      return {
        code: 'ADDRESS_NOT_HERE',
        message: `${address} is not an address of this computer.`,
        remedy: 'Choose one of its addresses for phones, or 0.0.0.0 for all.',
      };
    default:
      return {
        code: 'PORT_REFUSED',
        message: `The system refused ${where} for phones (${error.code ?? error.message}).`,
        remedy:
          port < 1024
            ? `Ports below 1024 need administrator rights: choose another HTTP port, ${other} for example, or start with those rights.`
            : `Choose another HTTP port, ${other} for example, or look whether a security program keeps it.`,
      };
  }
}

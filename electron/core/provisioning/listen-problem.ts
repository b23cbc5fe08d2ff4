// Why a port could not be had, in words of the person who chose it; the same for every server of ours.
import type { Problem } from '../shared/problem';

export interface WantedPort {
  readonly service: 'HTTP' | 'SIP' | 'TFTP' | 'SNTP';
  readonly address: string;
  readonly port: number;
  /** As Node names it: `linux`, `darwin`, `win32`. What helps against a refused low port differs. */
  readonly platform?: string;
}

/** `code` is the system's error name. Problems PORT_IN_USE, ADDRESS_NOT_HERE, PORT_REFUSED. */
export function listenProblem(code: string, wanted: WantedPort): Problem {
  const { address } = wanted;
  const [protocol, purpose] = services[wanted.service];
  const where = `${protocol} port ${wanted.port} on ${address} for ${purpose}`;
  switch (code) {
    case 'EADDRINUSE':
      return {
        code: 'PORT_IN_USE',
        message: `${where} is used by another program.`,
        remedy: inUseRemedy(wanted),
      };
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'EINVAL':
    case 'ENOTFOUND':
      return {
        code: 'ADDRESS_NOT_HERE',
        message: `${address} is not an address of this computer.`,
        remedy: `Choose one of its addresses for ${purpose}, or 0.0.0.0 for all.`,
      };
    default:
      return {
        code: 'PORT_REFUSED',
        message: `The system refused ${where} (${code}).`,
        remedy: refusedRemedy(wanted),
      };
  }
}

const services = {
  HTTP: ['TCP', 'phones'],
  SIP: ['UDP', 'SIP'],
  TFTP: ['UDP', 'TFTP'],
  SNTP: ['UDP', 'the time of phones'],
} as const;

function inUseRemedy({ service, port, platform }: WantedPort): string {
  switch (service) {
    case 'HTTP':
      return `Stop the other program, or choose another HTTP port, ${other(port, 8088)} for example.`;
    case 'SIP':
      return 'Stop the other program, or choose another SIP port.';
    case 'TFTP':
      return `Stop the other program, or choose another TFTP port, ${other(port, 6969)} for example, and name it in the address that phones are told: without a port they ask at 69.`;
    case 'SNTP':
      return `${platform === 'win32' ? 'Usually it is the Windows Time service: stop it with "net stop w32time".' : 'Usually it is chrony or ntpd: stop it, or let it serve the phones.'} Another port does not help phones, they ask at 123.`;
  }
}

function refusedRemedy({ service, port, platform }: WantedPort): string {
  switch (service) {
    case 'HTTP':
      return port < 1024
        ? `Ports below 1024 need administrator rights: choose another HTTP port, ${other(port, 8088)} for example, or start with those rights.`
        : `Choose another HTTP port, ${other(port, 8088)} for example, or look whether a security program keeps it.`;
    case 'SIP':
      return 'Choose a SIP port above 1023, or give the program the right to listen on low ports.';
    case 'TFTP':
    case 'SNTP':
      return port < 1024
        ? lowPortRemedy(port, platform)
        : `Choose another ${service} port, or look whether a security program keeps it.`;
  }
}

/** Windows keeps no low ports for administrators; macOS keeps them on single addresses only. */
function lowPortRemedy(port: number, platform: string | undefined): string {
  switch (platform) {
    case 'linux':
      return `Ports below 1024 need administrator rights: allow them with "sudo sysctl net.ipv4.ip_unprivileged_port_start=${port}", or start with those rights.`;
    case 'darwin':
      return 'Ports below 1024 need administrator rights on a single address: listen on 0.0.0.0, or start with those rights.';
    case 'win32':
      return 'Another program or Windows keeps it: "netsh int ipv4 show excludedportrange udp" lists what is kept, "netstat -abp udp" who listens.';
    default:
      return 'Ports below 1024 need administrator rights: start with those rights.';
  }
}

function other(port: number, usual: number): number {
  return port < 1024 || port >= 60_000 ? usual : port + 1;
}

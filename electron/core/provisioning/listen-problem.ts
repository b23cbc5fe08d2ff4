// Why a port could not be had, in words of the person who chose it; the same for every server of ours.
import type { Problem } from '../shared/problem';

export interface WantedPort {
  readonly service: 'HTTP' | 'HTTPS' | 'SIP' | 'TFTP' | 'SNTP';
  readonly address: string;
  readonly port: number;
  /** That of the service unless given. */
  readonly transport?: 'TCP' | 'UDP';
  /** As Node names it: `linux`, `darwin`, `win32`. What helps against a refused low port differs. */
  readonly platform?: string;
}

/** `code` is the system's error name. Problems PORT_IN_USE, ADDRESS_NOT_HERE, PORT_REFUSED. */
export function listenProblem(code: string, wanted: WantedPort): Problem {
  const { address } = wanted;
  const [protocol, purpose] = services[wanted.service];
  const where = `${wanted.transport ?? protocol} port ${wanted.port} on ${address} for ${purpose}`;
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

/** Known before anything is tried. */
export function addressNotHere(address: string): Problem {
  return {
    code: 'ADDRESS_NOT_HERE',
    message: `${address} is not an address of this computer.`,
    remedy: 'Put it on an interface first (the Server page has the command), or choose one of its addresses.',
  };
}

/** It listened there, and then the address went. */
export function addressGone(address: string): Problem {
  return {
    code: 'ADDRESS_GONE',
    message: `${address} is gone from this computer: phones that ask there find nobody.`,
    remedy:
      'Plug the cable in or join the network again, put the address back (the Server page has the command), or serve on another address. It is taken up again by itself as soon as it is back.',
  };
}

const services = {
  HTTP: ['TCP', 'phones'],
  HTTPS: ['TCP', 'phones over TLS'],
  SIP: ['UDP', 'SIP'],
  TFTP: ['UDP', 'TFTP'],
  SNTP: ['UDP', 'the time of phones'],
} as const;

function inUseRemedy({ service, port, platform }: WantedPort): string {
  switch (service) {
    case 'HTTP':
    case 'HTTPS':
      return `${port === 80 || port === 443 ? webServer(platform) : 'Stop the other program'}, or choose another ${service} port, ${other(port, usualPort[service])} for example.`;
    case 'SIP':
      return 'Stop the other program, or choose another SIP port.';
    case 'TFTP':
      return `${port === 69 ? tftpServer(platform) : 'Stop the other program'}, or choose another TFTP port, ${other(port, 6969)} for example, and name it in the address that phones are told: without a port they ask at 69.`;
    case 'SNTP':
      return `${timeServer(platform)} Another port does not help phones, they ask at 123.`;
  }
}

function webServer(platform: string | undefined): string {
  return platform === 'win32'
    ? 'Usually it is the web server of Windows: stop it with "net stop w3svc", or look with "netsh http show servicestate"'
    : 'Usually it is a web server, nginx or Apache: stop it';
}

function tftpServer(platform: string | undefined): string {
  switch (platform) {
    case 'win32':
      return 'Usually it is Windows Deployment Services: stop it with "net stop wdsserver"';
    case 'darwin':
      return 'Usually it is the tftpd of macOS: stop it with "sudo launchctl unload /System/Library/LaunchDaemons/tftp.plist"';
    default:
      return 'Usually it is tftpd-hpa or dnsmasq: stop it';
  }
}

function timeServer(platform: string | undefined): string {
  switch (platform) {
    case 'win32':
      return 'Usually it is the Windows Time service: stop it with "net stop w32time". Then Windows no longer sets its own clock; start it again with "net start w32time" when you are through.';
    default:
      return 'Usually it is chrony or ntpd: stop it, or let it serve the phones.';
  }
}

function refusedRemedy({ service, port, platform }: WantedPort): string {
  switch (service) {
    case 'HTTP':
    case 'HTTPS':
      return port < 1024
        ? `${lowPortRemedy(port, platform, 'tcp')} Or choose another ${service} port, ${other(port, usualPort[service])} for example: phones take any.`
        : `Choose another ${service} port, ${other(port, usualPort[service])} for example, or look whether a security program keeps it.`;
    case 'SIP':
      return 'Choose a SIP port above 1023, or give the program the right to listen on low ports.';
    case 'TFTP':
    case 'SNTP':
      return port < 1024
        ? lowPortRemedy(port, platform, 'udp')
        : `Choose another ${service} port, or look whether a security program keeps it.`;
  }
}

/** Windows keeps no low ports for administrators; macOS keeps them on single addresses only. */
function lowPortRemedy(port: number, platform: string | undefined, transport: 'tcp' | 'udp'): string {
  switch (platform) {
    case 'linux':
      return `Ports below 1024 need administrator rights: allow them with "sudo sysctl net.ipv4.ip_unprivileged_port_start=${port}", or start with those rights.`;
    case 'darwin':
      return 'Ports below 1024 need administrator rights on a single address: listen on 0.0.0.0, or start with those rights.';
    case 'win32':
      return `Another program or Windows keeps it: "netsh int ipv4 show excludedportrange ${transport}" lists what is kept, "netstat -abp ${transport}" who listens.`;
    default:
      return 'Ports below 1024 need administrator rights: start with those rights.';
  }
}

const usualPort = { HTTP: 8088, HTTPS: 8443 } as const;

function other(port: number, usual: number): number {
  return port < 1024 || port >= 60_000 ? usual : port + 1;
}

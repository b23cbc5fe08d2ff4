// DHCP options 66, 159 and 160 for the servers people have. The value ends with a slash: phones put their {MODEL}.cfg behind it
// (KX-TGP700 guide p. 28, KX-HDV430 guide p. 27), so that no server has to carry braces.
import type { HandOutWay } from './hand-out';
import { networkAddress } from './ip-network';

export interface DhcpNetwork {
  readonly address: string;
  readonly prefix: number;
}

/** `server` is `http://ADDRESS:PORT/`; `network` is that of the phones where it is known (IPv4). */
export function dhcpSnippets(server: string, network: DhcpNetwork | null): HandOutWay[] {
  const start = network && networkAddress(network.address, network.prefix);
  const cidr = start === null || network === null ? null : `${start}/${network.prefix}`;
  return [dnsmasq(server), kea(server, cidr), windows(server, start), mikrotik(server, cidr), unifi(server)];
}

const whoReads =
  'UT and TGP500/550 read option 66, HDV, TGP600/700 and UTG 160, then 159, then 66. Every other device of the network gets the options as well; phones of other makers may act on 66.';

function dnsmasq(server: string): HandOutWay {
  return {
    id: 'dnsmasq',
    title: 'dnsmasq (OpenWrt, Pi-hole, many routers)',
    text: ['66', '159', '160'].map((option) => `dhcp-option-force=${option},"${server}"`).join('\n'),
    steps: [
      'Put these lines into dnsmasq.conf, or into a file of its own in dnsmasq.d.',
      'Check them with: dnsmasq --test',
      'Restart dnsmasq, then restart the phones.',
    ],
    note: `The options are forced because not every phone asks for them. ${whoReads}`,
  };
}

/** Kea knows option 159 as port parameters of softwires (RFC 7618) and lets nobody give it another form; HDV and UTG ask 160
 *  first. Text in single quotes with csv-format off needs no definition of 160. */
function kea(server: string, cidr: string | null): HandOutWay {
  const data = [
    { name: 'tftp-server-name', data: server, 'always-send': true },
    { code: 160, 'csv-format': false, data: `'${server}'`, 'always-send': true },
  ];
  return {
    id: 'kea',
    title: 'ISC Kea',
    text: `"option-data": [\n${data.map((option) => `  ${oneLine(option)}`).join(',\n')}\n]`,
    steps: [
      `Put this into "Dhcp4", or into the subnet of the phones${cidr ? ` (${cidr})` : ''}. Where "option-data" is there already, add the two entries to it.`,
      'Check it with: kea-dhcp4 -t /etc/kea/kea-dhcp4.conf',
      'Reload Kea, then restart the phones.',
    ],
    note: `Option 159 is left out: Kea has another use for it, and phones that know it ask 160 before. ${whoReads}`,
  };
}

function oneLine(option: object): string {
  return `{ ${Object.entries(option)
    .map(([key, value]) => `"${key}": ${JSON.stringify(value)}`)
    .join(', ')} }`;
}

function windows(server: string, scope: string | null): HandOutWay {
  const where = scope ? ` -ScopeId ${scope}` : '';
  const lines = [
    ...['159', '160'].map(
      (option) => `Add-DhcpServerv4OptionDefinition -OptionId ${option} -Name "Phones ${option}" -Type String`,
    ),
    ...['66', '159', '160'].map(
      (option) => `Set-DhcpServerv4OptionValue${where} -OptionId ${option} -Value "${server}"`,
    ),
  ];
  return {
    id: 'windows-dhcp',
    title: 'Windows DHCP Server',
    text: lines.join('\n'),
    steps: [
      'Open PowerShell as administrator on the DHCP server and run these lines.',
      'An error of the first two lines that says the definition exists does no harm.',
      'Restart the phones.',
    ],
    note: `${scope ? '' : 'This sets the options for all scopes; add -ScopeId for one. '}Windows hands out an option only to devices that ask for it, and which options UT, HDV and TGP ask for is not documented. ${whoReads}`,
  };
}

function mikrotik(server: string, cidr: string | null): HandOutWay {
  const options = ['66', '159', '160'];
  const names = options.map((option) => `cordboard-${option}`);
  return {
    id: 'mikrotik',
    title: 'MikroTik RouterOS',
    text: [
      ...options.map(
        (option, index) => `/ip dhcp-server option add name=${names[index]} code=${option} value="s'${server}'"`,
      ),
      `/ip dhcp-server option sets add name=cordboard options=${names.join(',')}`,
      `/ip dhcp-server network set [find${cidr ? ` address=${cidr}` : ''}] dhcp-option-set=cordboard`,
    ].join('\n'),
    steps: ['Run these lines in a terminal of the router.', 'Restart the phones.'],
    note: `${cidr ? '' : 'The last line sets the options for all networks. '}RouterOS hands out an option only to devices that ask for it, and which options UT, HDV and TGP ask for is not documented. ${whoReads}`,
  };
}

function unifi(server: string): HandOutWay {
  return {
    id: 'unifi',
    title: 'UniFi',
    text: server,
    steps: [
      'Open Settings > Networks and choose the network of the phones.',
      'Show the options of its DHCP server and put this address into "TFTP Server": that is option 66.',
      'Where the version has custom DHCP options, add 160 and 159 as text with the same address.',
      'Save, then restart the phones.',
    ],
    note: `Where the fields stand and whether custom options can be added differs between versions. ${whoReads}`,
  };
}

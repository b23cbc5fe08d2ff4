// What is copied into DHCP servers, letter for letter.
import { expect, test } from 'vitest';
import { dhcpSnippets } from '../../../electron/core/provisioning/dhcp-snippets';

const server = 'http://192.168.1.10:8088/';
const textOf = (id: string, network: { address: string; prefix: number } | null): string | null | undefined =>
  dhcpSnippets(server, network).find((way) => way.id === id)?.text;
const network = { address: '192.168.1.10', prefix: 24 };

test('dnsmasq', () => {
  expect(textOf('dnsmasq', null)).toBe(
    [
      'dhcp-option-force=66,"http://192.168.1.10:8088/"',
      'dhcp-option-force=159,"http://192.168.1.10:8088/"',
      'dhcp-option-force=160,"http://192.168.1.10:8088/"',
    ].join('\n'),
  );
});

test('ISC Kea: JSON as it stands, and option 159 left alone', () => {
  const text = textOf('kea', network);
  expect(JSON.parse(`{${text}}`)).toEqual({
    'option-data': [
      { name: 'tftp-server-name', data: server, 'always-send': true },
      { code: 160, 'csv-format': false, data: `'${server}'`, 'always-send': true },
    ],
  });
});

test('Windows DHCP Server, for the scope of the phones or for all', () => {
  expect(textOf('windows-dhcp', network)).toBe(
    [
      'Add-DhcpServerv4OptionDefinition -OptionId 159 -Name "Phones 159" -Type String',
      'Add-DhcpServerv4OptionDefinition -OptionId 160 -Name "Phones 160" -Type String',
      'Set-DhcpServerv4OptionValue -ScopeId 192.168.1.0 -OptionId 66 -Value "http://192.168.1.10:8088/"',
      'Set-DhcpServerv4OptionValue -ScopeId 192.168.1.0 -OptionId 159 -Value "http://192.168.1.10:8088/"',
      'Set-DhcpServerv4OptionValue -ScopeId 192.168.1.0 -OptionId 160 -Value "http://192.168.1.10:8088/"',
    ].join('\n'),
  );
  expect(textOf('windows-dhcp', null)).not.toContain('ScopeId');
});

test('MikroTik RouterOS', () => {
  expect(textOf('mikrotik', network)?.split('\n')).toEqual([
    `/ip dhcp-server option add name=cordboard-66 code=66 value="s'http://192.168.1.10:8088/'"`,
    `/ip dhcp-server option add name=cordboard-159 code=159 value="s'http://192.168.1.10:8088/'"`,
    `/ip dhcp-server option add name=cordboard-160 code=160 value="s'http://192.168.1.10:8088/'"`,
    '/ip dhcp-server option sets add name=cordboard options=cordboard-66,cordboard-159,cordboard-160',
    '/ip dhcp-server network set [find address=192.168.1.0/24] dhcp-option-set=cordboard',
  ]);
  expect(textOf('mikrotik', null)).toContain('network set [find] dhcp-option-set');
});

test('every way says what to do and which series reads which option', () => {
  for (const way of dhcpSnippets(server, null)) {
    expect(way.text, way.id).toContain(server);
    expect(way.steps.length, way.id).toBeGreaterThan(1);
    expect(way.note, way.id).toMatch(
      /UT and TGP500\/550 read option 66, HDV, TGP600\/700 and UTG 160, then 159, then 66/,
    );
  }
});

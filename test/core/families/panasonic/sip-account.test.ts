import { expect, test } from 'vitest';
import {
  filtersSipSource,
  sipAccount,
  sipPort,
  sipServer,
} from '../../../../electron/core/families/panasonic/sip-account';

const held = (values: Record<string, string>) => new Map(Object.entries(values));

test.each([
  ['6060', 6060],
  ['', 5060],
  ['0', 5060],
  ['65536', 5060],
  ['5060x', 5060],
])('SIP_SRC_PORT_1 of "%s" means port %i', (text, port) => {
  expect(sipPort(held({ SIP_SRC_PORT_1: text }))).toBe(port);
});

test('a phone that holds no port listens on 5060', () => {
  expect(sipPort(held({}))).toBe(5060);
});

test('the account is that of the first line', () => {
  const values = { PHONE_NUMBER_1: '2101', SIP_AUTHID_1: 'a2101', SIP_PASS_1: 's3cret', PHONE_NUMBER_2: '2102' };
  expect(sipAccount(held(values))).toEqual({ user: '2101', authId: 'a2101', password: 's3cret' });
});

test('a line without an authentication name is known by its number', () => {
  expect(sipAccount(held({ PHONE_NUMBER_1: '2101' }))).toEqual({ user: '2101', authId: '2101', password: '' });
});

test.each(['sip:desk@pbx.example', 'desk@pbx.example', 'desk'])('the identity %s beats the number', (uri) => {
  expect(sipAccount(held({ PHONE_NUMBER_1: '2101', SIP_URI_1: uri })).user).toBe('desk');
});

test('one filtering line filters', () => {
  expect(filtersSipSource(held({ SIP_DETECT_SSAF_1: 'N', SIP_DETECT_SSAF_3: 'Y' }))).toBe(true);
  expect(filtersSipSource(held({ SIP_DETECT_SSAF_1: 'N' }))).toBe(false);
  expect(filtersSipSource(held({}))).toBe(false);
});

test.each<[string, Record<string, string>, ReturnType<typeof sipServer>]>([
  ['nothing', {}, null],
  ['empty addresses', { SIP_PRXY_ADDR_1: '', SIP_RGSTR_ADDR_1: ' ' }, null],
  [
    'a registrar',
    { SIP_RGSTR_ADDR_1: 'pbx.example' },
    { host: 'pbx.example', port: 5060, transport: 'udp', domain: 'pbx.example' },
  ],
  [
    'a proxy beside it, with a service domain',
    {
      SIP_RGSTR_ADDR_1: '192.0.2.5',
      SIP_PRXY_ADDR_1: '192.0.2.6',
      SIP_PRXY_PORT_1: '5070',
      SIP_SVCDOMAIN_1: 'x.example',
    },
    { host: '192.0.2.6', port: 5070, transport: 'udp', domain: 'x.example' },
  ],
  [
    'an outbound proxy before all',
    {
      SIP_RGSTR_ADDR_1: 'pbx.example',
      SIP_PRXY_ADDR_1: 'p.example',
      SIP_OUTPROXY_ADDR_1: 'o.example',
      SIP_TRANSPORT_1: '2',
    },
    { host: 'o.example', port: 5060, transport: 'tls', domain: 'pbx.example' },
  ],
  [
    'DNS SRV, in UTG without an index',
    { SIP_PRXY_ADDR: 'pbx.example', SIP_PRXY_PORT: '5060', SIP_DNSSRV_ENA: 'Y', SIP_TRANSPORT: '1' },
    { host: 'pbx.example', port: null, transport: 'tcp', domain: 'pbx.example' },
  ],
])('the server of a phone that holds %s', (_, values, server) => {
  expect(sipServer(held(values))).toEqual(server);
});

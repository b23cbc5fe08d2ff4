import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  fileRequest,
  isBehindLogin,
  macInPath,
  masterAddress,
  productAddress,
  standardAddress,
} from '../../../../electron/core/families/panasonic/boot-paths';
import { findPanasonicModel } from '../../../../electron/core/families/panasonic/models';

const request = (path: string) => fileRequest(path, findPanasonicModel);
const token = 'Zx9-_q3Kd8Lm2Np5Rt7Vw1';

test.each([
  ['/KX-UT670.cfg', { kind: 'bootstrap', model: 'KX-UT670' }],
  ['/kx-ut670.CFG', { kind: 'bootstrap', model: 'KX-UT670' }],
  ['KX-UT670.cfg', { kind: 'bootstrap', model: 'KX-UT670' }],
  ['/KX-HDV130n.cfg', { kind: 'bootstrap', model: 'KX-HDV130N' }],
  ['/KX-TGP500B04.cfg', { kind: 'bootstrap', model: 'KX-TGP500B04' }],
  ['/first/0080F0C8C381.cfg', { kind: 'first', mac: '0080F0C8C381' }],
  ['/first/0080f0c8c381.CFG', { kind: 'first', mac: '0080F0C8C381' }],
  [`/p/${token}/0080f0c8c381.cfg`, { kind: 'standard', token, mac: '0080F0C8C381' }],
  [`/s/${token}/master.cfg`, { kind: 'master', siteToken: token }],
  [`/s/${token}/product-KX-UT670.cfg`, { kind: 'product', siteToken: token, model: 'KX-UT670' }],
  [`/s/${token}/product-kx-hdv130nb.cfg`, { kind: 'product', siteToken: token, model: 'KX-HDV130NB' }],
  [`/S/${token}/Master.CFG`, { kind: 'master', siteToken: token }],
  [`/P/${token}/0080F0C8C381.CFG`, { kind: 'standard', token, mac: '0080F0C8C381' }],
  ['/KX-TGP500B04.CFG', { kind: 'bootstrap', model: 'KX-TGP500B04' }],
  ['/p/0080f0c8c381.cfg', { kind: 'standard', token: null, mac: '0080F0C8C381' }],
  ['/s/master.cfg', { kind: 'master', siteToken: null }],
  ['/s/product-KX-UT670.cfg', { kind: 'product', siteToken: null, model: 'KX-UT670' }],
  [`/s/${token}/library/UT11x12x-01.133_HW1.fw`, { kind: 'library', siteToken: token, name: 'UT11x12x-01.133_HW1.fw' }],
  [`/s/${token}/LIBRARY/logo ü.png`, { kind: 'library', siteToken: token, name: 'logo ü.png' }],
  ['/s/library/logo.png', { kind: 'library', siteToken: null, name: 'logo.png' }],
  ['/s/library/master.cfg', { kind: 'library', siteToken: null, name: 'master.cfg' }],
  [`/s/${token}/phonebook.csv`, { kind: 'contacts', siteToken: token }],
  ['/s/PhoneBook.CSV', { kind: 'contacts', siteToken: null }],
  ['/root.cer', { kind: 'root-certificate' }],
  ['/ROOT.CER', { kind: 'root-certificate' }],
  [`/p/${token}/syslog.txt`, { kind: 'upload', token, name: 'syslog.txt' }],
  [`/p/${token}/0080F0C8C381.log`, { kind: 'upload', token, name: '0080F0C8C381.log' }],
  ['/p/syslog.txt', { kind: 'upload', token: null, name: 'syslog.txt' }],
])('%s is a request of ours', (path, expected) => {
  expect(request(path)).toEqual(expected);
});

test.each([
  '/',
  '',
  '/KX-UT999.cfg',
  '/KX-UT670.xml',
  '/KX-UT670.cfg/',
  '/prov/KX-UT670.cfg',
  '/first/{MAC}.cfg',
  '/first/0080F0C8C38.cfg',
  '/first/0080F0C8C3811.cfg',
  '/first/FFFFFFFFFFFF.cfg',
  '/first/../0080F0C8C381.cfg',
  '/p//0080F0C8C381.cfg',
  `/p/${token}/0080F0C8C381.cfg/x`,
  `/p/${token}/../0080F0C8C381.cfg`,
  `/p/${token}%2f/0080F0C8C381.cfg`,
  `/s/${token}/library/`,
  `/s/${token}/library/a/b`,
  '/s/library/',
  `/s/${token}/phonebook.csv/x`,
  '/root.cer/',
  '/x/root.cer',
  `/p/${token}/a/b`,
  `/p/${token}/${'a'.repeat(121)}`,
  `/p/${'a'.repeat(201)}/x`,
  `/s/${token}/product-.cfg`,
  `/s/${token}/product-KX-UT999.cfg`,
  `/s/${token}/Master`,
  '/Config0080F0C8C381.cfg',
])('"%s" is none of ours', (path) => {
  expect(request(path)).toBeNull();
});

test.each([
  ['/Config0080F0C8C381.cfg', '0080F0C8C381'],
  ['/0080f0c8c381.xml', '0080F0C8C381'],
  ['/Panasonic/Config-0080F0C8C381.cfg', '0080F0C8C381'],
  ['/provisioning?mac=00:80:f0:c8:c3:81', '0080F0C8C381'],
  ['/00-80-F0-C8-C3-81/phone.cfg', '0080F0C8C381'],
  ['/ffffffffffff/0080f0c8c381.cfg', '0080F0C8C381'],
])('a MAC is found in %s', (path, mac) => {
  expect(macInPath(path)).toBe(mac);
});

test.each(['/', '/KX-UT670.cfg', '/0080F0C8C38.cfg', '/0080F0C8C3811.cfg', '/ffffffffffff.cfg', '/000000000000.cfg'])(
  'no MAC is found in %s',
  (path) => {
    expect(macInPath(path)).toBeNull();
  },
);

test('no path, however odd, makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (path) => {
      expect(() => [request(path), macInPath(path)]).not.toThrow();
    }),
  );
});

test('what only a token or a login opens lies in two places, in any case', () => {
  for (const path of ['/p/x', '/P/x/y', 'p/x', '/s/', '/S/master.cfg']) expect(isBehindLogin(path)).toBe(true);
  for (const path of ['/', '/p', '/px/y', '/first/p/x', '/KX-UT670.cfg']) expect(isBehindLogin(path)).toBe(false);
});

test('addresses carry the token in the path, or as the password in front of the host', () => {
  const mac = macInPath('/0080F0C8C381');
  if (!mac) throw new Error('no MAC');
  const told = { baseUrl: 'http://192.0.2.9:8088', siteToken: 'SITE', phoneToken: 'PHONE', asLogin: false };
  const login = { ...told, asLogin: true };
  expect([standardAddress(told, mac), masterAddress(told), productAddress(told, 'KX-UT670')]).toEqual([
    'http://192.0.2.9:8088/p/PHONE/0080F0C8C381.cfg',
    'http://192.0.2.9:8088/s/SITE/master.cfg',
    'http://192.0.2.9:8088/s/SITE/product-KX-UT670.cfg',
  ]);
  expect([standardAddress(login, mac), masterAddress(login), productAddress(login, 'KX-UT670')]).toEqual([
    'http://0080F0C8C381:PHONE@192.0.2.9:8088/p/0080F0C8C381.cfg',
    'http://site:SITE@192.0.2.9:8088/s/master.cfg',
    'http://site:SITE@192.0.2.9:8088/s/product-KX-UT670.cfg',
  ]);
});

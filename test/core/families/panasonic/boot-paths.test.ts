import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileRequest, macInPath } from '../../../../electron/core/families/panasonic/boot-paths';
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

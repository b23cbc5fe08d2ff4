import fc from 'fast-check';
import { expect, test } from 'vitest';
import { userAgentHint } from '../../../../electron/core/families/panasonic/user-agent';

test.each([
  ['Panasonic_KX-UT670/01.022 (0080f0c8c381)', '0080F0C8C381', 'KX-UT670', '01.022'],
  ['Panasonic-KX-TGP600RU/01.061 (080023e21a52)', '080023E21A52', 'KX-TGP600RU', '01.061'],
  ['Panasonic_KX-UT123/{/01.133 (0080f0c8c381)', '0080F0C8C381', 'KX-UT123', '01.133'],
  ['Panasonic_{MODEL}/{/{fwver} (0080f0c8c381)', '0080F0C8C381', null, null],
  ['Panasonic_KX-TGP500B04/12.81 (0080F0C8C381)', '0080F0C8C381', 'KX-TGP500B04', '12.81'],
  ['Panasonic_KX-UT670/01.022', null, 'KX-UT670', '01.022'],
  ['Panasonic_KX-UT670/01.022 (ffffffffffff)', null, 'KX-UT670', '01.022'],
  ['curl/8.5.0', null, null, null],
  ['', null, null, null],
])('%s is read', (text, mac, model, firmware) => {
  expect(userAgentHint(text)).toEqual({ mac, model, firmware });
});

test('no header, however odd, makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
      expect(() => userAgentHint(text)).not.toThrow();
    }),
  );
});

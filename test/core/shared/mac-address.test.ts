import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMacAddress } from '../../../electron/core/shared/mac-address';

const digit = fc.constantFrom(...'0123456789ABCDEF'.split(''));
const address = fc
  .tuple(digit, fc.constantFrom(...'02468ACE'.split('')), fc.array(digit, { minLength: 10, maxLength: 10 }))
  .map(([first, second, rest]) => first + second + rest.join(''))
  .filter((digits) => digits !== '000000000000');

test('any usual way of writing a device’s address means its 12 digits', () => {
  const written = fc
    .tuple(address, fc.constantFrom(2, 4, 6), fc.constantFrom('', ':', '-', '.', ' '), fc.boolean())
    .map(([digits, group, between, lower]) => {
      const text = ` ${(digits.match(new RegExp(`.{${group}}`, 'g')) ?? []).join(between)}\n`;
      return { digits, text: lower ? text.toLowerCase() : text };
    });
  fc.assert(
    fc.property(written, ({ digits, text }) => {
      expect(parseMacAddress(text)).toEqual({ ok: true, value: digits });
    }),
  );
});

test('whatever is read is read again as itself; nothing else is let through, and nothing throws', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = parseMacAddress(text);
      const again = read.ok ? parseMacAddress(read.value) : { ok: false, problem: { code: 'MAC_INVALID' } };
      expect(read).toMatchObject(again);
    }),
  );
});

test.each([
  '',
  '0080F0A1B2C',
  '0080F0A1B2C3D',
  '0080F0A1B2CG',
  '00:00:00:00:00:00',
  '01:80:F0:A1:B2:C3',
  'FFFFFFFFFFFF',
  '００80F0A1B2C3',
])('%j is refused', (text) => {
  expect(parseMacAddress(text).ok).toBe(false);
});

// Hashes are kept in databases: their text must stay as it is.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashText, laneCount } from '../../../electron/services/configs/content-hash';

test('the text of a hash is its lanes, twelve hexadecimal digits each', () => {
  const lane = fc.oneof(fc.maxSafeNat(), fc.constantFrom(0, 1, 2 ** 24 - 1, 2 ** 24, 2 ** 32, 2 ** 48 - 1));
  fc.assert(
    fc.property(fc.array(lane, { minLength: laneCount, maxLength: laneCount }), (numbers) => {
      const lanes = numbers.map((number) => number % 2 ** 48);
      const digits = lanes.map((number) => number.toString(16).padStart(12, '0'));
      expect(hashText(Float64Array.from(lanes))).toBe(digits.join(''));
    }),
  );
});

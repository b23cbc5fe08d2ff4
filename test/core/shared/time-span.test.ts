import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTimeSpan } from '../../../electron/core/shared/time-span';

test('the units are seconds, minutes, hours and days', () => {
  expect(['30s', '15m', '24h', '7d'].map((text) => parseTimeSpan(text))).toEqual([
    { ok: true, value: 30_000 },
    { ok: true, value: 900_000 },
    { ok: true, value: 86_400_000 },
    { ok: true, value: 604_800_000 },
  ]);
});

test.each(['', '0s', '15', 'm', '1.5h', '-3m', '1h30m', '5 m', '5M', '12345678d', '٣m'])(
  '"%s" is refused with the remedy naming the forms',
  (text) => {
    expect(parseTimeSpan(text)).toMatchObject({ ok: false, problem: { code: 'VALUE_INVALID' } });
  },
);

test('every count of every unit comes back as so many milliseconds', () => {
  const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
  const unit = fc.constantFrom<keyof typeof units>('s', 'm', 'h', 'd');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_999_999 }), unit, (count, name) => {
      expect(parseTimeSpan(`${count}${name}`)).toEqual({ ok: true, value: count * units[name] });
    }),
  );
});

test('no text makes it throw, and what it gives is a positive whole number', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d*[smhd]?$/)), (text) => {
      const span = parseTimeSpan(text);
      expect(!span.ok || (Number.isSafeInteger(span.value) && span.value > 0)).toBe(true);
    }),
  );
});

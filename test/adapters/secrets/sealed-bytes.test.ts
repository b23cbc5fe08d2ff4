import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataKeySeals } from '../../../electron/adapters/secrets/data-key-seals';
import { openBytes, sealBytes } from '../../../electron/adapters/secrets/sealed-bytes';

const key = randomBytes(32);

test('whatever is sealed opens again, for its place and with its key only', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), fc.string(), fc.string(), (plain, place, other) => {
      const sealed = sealBytes(key, plain, place, randomBytes);
      expect(Buffer.from(openBytes(key, sealed, place) ?? [255]).equals(plain)).toBe(true);
      expect(openBytes(key, sealed, `${place}${other}!`)).toBeNull();
      expect(openBytes(randomBytes(32), sealed, place)).toBeNull();
    }),
  );
});

test('any single changed byte, and any cut, is noticed', () => {
  const sealed = sealBytes(key, Buffer.from('hush'), 'draft', randomBytes);
  for (let index = 0; index < sealed.length; index += 1) {
    const altered = Uint8Array.from(sealed);
    altered[index] = (altered[index] ?? 0) ^ 1;
    expect(openBytes(key, altered, 'draft')).toBeNull();
    expect(openBytes(key, sealed.subarray(0, index), 'draft')).toBeNull();
  }
});

test('any bytes at all are opened or refused, never thrown over', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(openBytes(key, bytes, '')).toBeNull();
    }),
  );
});

test('the same content sealed twice looks different, and has one fingerprint that another key does not give', () => {
  const [seals, others] = [dataKeySeals(key, randomBytes), dataKeySeals(randomBytes(32), randomBytes)];
  const plain = Buffer.from('hush');
  expect(seals.seal(plain, '')).not.toEqual(seals.seal(plain, ''));
  expect(seals.fingerprint(plain)).toBe(seals.fingerprint(Uint8Array.from(plain)));
  expect(seals.fingerprint(plain)).toMatch(/^[0-9a-f]{64}$/);
  expect(others.fingerprint(plain)).not.toBe(seals.fingerprint(plain));
  expect(() => others.open(seals.seal(plain, ''), '')).toThrow('DATABASE_CORRUPT');
});

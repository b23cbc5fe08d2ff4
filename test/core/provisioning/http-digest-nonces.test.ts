import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HttpDigestNonces, nonceLifeMs } from '../../../electron/core/provisioning/http-digest-nonces';

const book = (): HttpDigestNonces =>
  new HttpDigestNonces(randomBytes, (text) => createHash('sha256').update(text).digest('hex'));
const start = Date.UTC(2026, 0, 5);

test('a nonce is good for its lifetime, for the one who made it, and unchanged', () => {
  const nonces = book();
  const nonce = nonces.make(start);
  expect(nonces.isFresh(nonce, start + nonceLifeMs)).toBe(true);
  expect(nonces.isFresh(nonce, start + nonceLifeMs + 1)).toBe(false);
  expect(book().isFresh(nonce, start)).toBe(false);
  fc.assert(
    fc.property(fc.nat(nonce.length - 1), fc.constantFrom('0', 'a', 'Z', '.'), (at, other) => {
      fc.pre(nonce[at] !== other);
      expect(nonces.isFresh(nonce.slice(0, at) + other + nonce.slice(at + 1), start)).toBe(false);
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => !nonces.isFresh(text, start)));
});

test('nonces are never the same twice', () => {
  const nonces = book();
  expect(new Set(Array.from({ length: 1000 }, () => nonces.make(start))).size).toBe(1000);
});

test('no count is taken twice, and counts a little out of order are', () => {
  const counts = fc.array(fc.integer({ min: 1, max: 80 }), { maxLength: 100 });
  fc.assert(
    fc.property(counts, (asked) => {
      const nonces = book();
      const nonce = nonces.make(start);
      const taken = new Set<number>();
      let highest: number | null = null;
      for (const count of asked) {
        const good = nonces.use(nonce, count);
        const inWindow: boolean = highest === null || count > highest - 32;
        expect(good).toBe(inWindow && !taken.has(count));
        if (good) taken.add(count);
        highest = Math.max(highest ?? 0, count);
      }
    }),
  );
});

test('without a count a nonce is good once', () => {
  const nonces = book();
  const nonce = nonces.make(start);
  expect([nonces.use(nonce, null), nonces.use(nonce, null), nonces.use(nonce, 1)]).toEqual([true, false, false]);
  expect(nonces.use(nonces.make(start), 0)).toBe(false);
});

test('of many nonces the oldest are forgotten, and a forgotten one is not good again', () => {
  const nonces = book();
  const made = Array.from({ length: 10_100 }, (_, index) => nonces.make(start + index));
  for (const nonce of made) expect(nonces.use(nonce, 1)).toBe(true);
  expect(nonces.use(made[0] ?? '', 2)).toBe(false);
  expect(nonces.use(made.at(-1) ?? '', 2)).toBe(true);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addressOfRecord,
  contactValue,
  readRegistration,
  register,
  type Binding,
  type RegistrationWish,
} from '../../../electron/core/sip/registration';

const now = Date.UTC(2026, 0, 5, 9);

function wish(contacts: readonly string[], expires: string | null = null): RegistrationWish {
  const read = readRegistration(contacts, expires);
  if ('status' in read) throw new Error(`${read.status} ${read.reason}`);
  return read;
}

function bound(
  before: readonly Binding[],
  contacts: readonly string[],
  how: { expires?: string; callId?: string; cseq?: number; at?: number } = {},
): readonly Binding[] | number {
  const { expires = null, callId = 'c', cseq = 1, at = now } = how;
  const result = register(before, wish(contacts, expires), { callId, cseq, now: at }, (binding) => binding);
  return result.ok ? result.bindings : result.refusal.status;
}

const seconds = (bindings: readonly Binding[] | number): unknown =>
  typeof bindings === 'number'
    ? bindings
    : bindings.map(({ contact, expiresAt }) => [contact, (expiresAt - now) / 1000]);

describe('what a REGISTER wishes', () => {
  test('its own expires goes before the header, and nonsense is an hour (§10.2.1.1)', () => {
    expect(wish(['<sip:a@h>;expires=120;q=0.5', 'sip:b@h', '<sip:c@h>;expires=soon'], '600')).toEqual({
      kind: 'contacts',
      contacts: [
        { uri: 'sip:a@h', q: 0.5, seconds: 120 },
        { uri: 'sip:b@h', q: null, seconds: 600 },
        { uri: 'sip:c@h', q: null, seconds: 3600 },
      ],
    });
    expect(wish(['sip:a@h'])).toMatchObject({ contacts: [{ seconds: 3600 }] });
    expect(wish([])).toEqual({ kind: 'query' });
  });

  test('the star goes alone and with Expires: 0', () => {
    expect(wish(['*'], '0')).toEqual({ kind: 'none' });
    expect(readRegistration(['*'], null)).toMatchObject({ status: 400 });
    expect(readRegistration(['*'], '60')).toMatchObject({ status: 400 });
    expect(readRegistration(['*', 'sip:a@h'], '0')).toMatchObject({ status: 400 });
  });

  test('what is too short is told the least, and what is no place of SIP is refused', () => {
    expect(readRegistration(['sip:a@h'], '59')).toEqual({ status: 423, headers: [['Min-Expires', '60']] });
    expect(readRegistration(['tel:+49'], '60')).toMatchObject({ status: 400 });
    expect(readRegistration([`sip:${'a'.repeat(600)}@h`], '60')).toMatchObject({ status: 400 });
  });
});

describe('what becomes of the bindings', () => {
  const one = bound([], ['sip:a@h:5060'], { expires: '600', cseq: 5 }) as readonly Binding[];

  test('one is made, renewed and taken back', () => {
    expect(seconds(one)).toEqual([['sip:a@h:5060', 600]]);
    expect(seconds(bound(one, ['<sip:a@H:5060;x=1>'], { expires: '99999', cseq: 6 }))).toEqual([
      ['sip:a@H:5060;x=1', 3600],
    ]);
    expect(bound(one, ['sip:a@h:5060'], { expires: '0', cseq: 6 })).toEqual([]);
    expect(bound(one, ['*'], { expires: '0', cseq: 6 })).toEqual([]);
    expect(bound(one, [])).toEqual(one);
  });

  test('one that was overtaken undoes nothing; another Call-ID may (§10.3, steps 6 and 7)', () => {
    expect(bound(one, ['sip:a@h:5060'], { expires: '0', cseq: 5 })).toBe(500);
    expect(bound(one, ['sip:new@h', 'sip:a@h:5060'], { cseq: 4 })).toBe(500);
    expect(bound(one, ['*'], { expires: '0', cseq: 5 })).toBe(500);
    expect(bound(one, ['*'], { expires: '0', cseq: 1, callId: 'after a start' })).toEqual([]);
    expect(bound(one, ['sip:a@h:5060'], { cseq: 5, at: now + 600_000 })).toHaveLength(1);
  });

  test('a port or a transport makes another contact of it, an unknown parameter does not (§19.1.4)', () => {
    expect(bound(one, ['sip:a@h'], { cseq: 6 })).toHaveLength(2);
    expect(bound(one, ['<sip:a@h:5060;transport=tcp>'], { cseq: 6 })).toHaveLength(2);
    expect(bound(one, ['<sip:%61@h:5060;ob>'], { cseq: 6 })).toHaveLength(1);
    expect(bound(one, ['sip:A@h:5060'], { cseq: 6 })).toHaveLength(2);
  });

  test('more than ten contacts are too many', () => {
    const many = Array.from({ length: 11 }, (_, index) => `sip:a${index}@h`);
    expect(bound([], many)).toBe(403);
    expect(bound([], many.slice(1))).toHaveLength(10);
  });

  test('the answer says how long each still holds', () => {
    expect(one.map((binding) => contactValue({ ...binding, q: 0.5 }, now + 100_400))).toEqual([
      '<sip:a@h:5060>;expires=500;q=0.5',
    ]);
  });

  test('never more bindings than contacts that were asked for, none over, none longer than an hour, and a refusal changes nothing', () => {
    const asked = fc.record({
      contacts: fc.array(
        fc.constantFrom('a', 'b', 'c', 'd').map((user) => `sip:${user}@h`),
        { maxLength: 4 },
      ),
      expires: fc.constantFrom('0', '60', '600', '99999'),
      callId: fc.constantFrom('x', 'y'),
      cseq: fc.nat(20),
      passes: fc.nat(1_000_000),
    });
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 30 }), (steps) => {
        let [bindings, at]: [readonly Binding[], number] = [[], now];
        const wanted = new Set<string>();
        for (const { contacts, expires, callId, cseq, passes } of steps) {
          at += passes;
          const alive = bindings.filter(({ expiresAt }) => expiresAt > at);
          const next = bound(bindings, contacts, { expires, callId, cseq, at });
          const isRefused = typeof next === 'number';
          const mayBeRefused = contacts.some((uri) =>
            alive.some((one) => one.contact === uri && one.callId === callId),
          );
          expect(!isRefused || mayBeRefused).toBe(true);
          if (isRefused) continue;
          for (const uri of contacts) wanted.add(uri);
          bindings = next;
          const places = new Set(bindings.map(({ contact }) => contact));
          expect(places.size).toBe(bindings.length);
          expect(contacts.some((uri) => expires === '0' && places.has(uri))).toBe(false);
          for (const { contact, expiresAt } of bindings) {
            expect(wanted.has(contact)).toBe(true);
            expect(expiresAt).toBeGreaterThan(at);
            expect(expiresAt).toBeLessThanOrEqual(at + 3_600_000);
          }
        }
      }),
    );
  });
});

test('who an address of record names', () => {
  expect(addressOfRecord('sip:101@pbx.example')).toBe('101');
  expect(addressOfRecord('sip:%31%30:secret@pbx.example;user=phone')).toBe('10');
  expect(addressOfRecord('sip:101;phone-context=x@pbx.example')).toBe('101');
  expect(addressOfRecord('sip:pbx.example')).toBeNull();
  expect(addressOfRecord('tel:101')).toBeNull();
  expect(addressOfRecord('sip:%ff@pbx.example')).toBe('%ff');
});

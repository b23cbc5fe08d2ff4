import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatScope, parseScope, type Scope } from '../../../electron/core/configs/scope';
import { parseMacAddress } from '../../../electron/core/shared/mac-address';

test('every scope is read back as it was written', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const scope = fc.oneof(
    fc.constant<Scope>({ kind: 'site' }),
    name
      .map((model): Scope => ({ kind: 'model', model: model.toUpperCase() }))
      .filter((one) => one.kind === 'model' && one.model === one.model.toUpperCase()),
    name.map((group): Scope => ({ kind: 'group', group })),
    fc.integer({ min: 1, max: 0xffffff }).map((number): Scope => {
      const mac = parseMacAddress(`0080F0${number.toString(16).padStart(6, '0')}`);
      if (!mac.ok) throw new Error(mac.problem.message);
      return { kind: 'phone', mac: mac.value };
    }),
  );
  fc.assert(
    fc.property(scope, (one) => {
      expect(parseScope(formatScope(one))).toEqual({ ok: true, value: one });
    }),
  );
});

test.each([
  ['phone:00:80:f0:00:00:01', { kind: 'phone', mac: '0080F0000001' }],
  ['model:kx-ut670', { kind: 'model', model: 'KX-UT670' }],
  ['group: Front: desk ', { kind: 'group', group: 'Front: desk' }],
])('%s is read', (text, value) => {
  expect(parseScope(text)).toEqual({ ok: true, value });
});

test.each([
  ['', 'SCOPE_INVALID'],
  ['Site', 'SCOPE_INVALID'],
  ['group:', 'SCOPE_INVALID'],
  ['group: ', 'SCOPE_INVALID'],
  ['room:1', 'SCOPE_INVALID'],
  ['phone:1', 'MAC_INVALID'],
])('%j is refused', (text, code) => {
  expect(parseScope(text)).toMatchObject({ ok: false, problem: { code } });
});

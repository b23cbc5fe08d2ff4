import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkEventText, eventParameters } from '../../../electron/core/resync/event-text';

test.each(['check-sync', 'check-sync;reboot=true', 'check-sync; reboot=false', 'ua-profile', 'x.y'])(
  '%s is taken',
  (text) => {
    expect(checkEventText(text)).toEqual({ ok: true, value: text });
  },
);

test.each(['', 'check sync', 'check-sync\r\nX: 1', 'check-sync;', ';a', 'a;b=', 'a'.repeat(129), 'ä', 'a"b"'])(
  '%j is refused',
  (text) => {
    expect(checkEventText(text)).toMatchObject({ ok: false, problem: { code: 'VALUE_INVALID' } });
  },
);

test('no text that is taken holds a character that ends a header', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(checkEventText(text).ok && /[\r\n\0]/.test(text)).toBe(false);
    }),
  );
});

test('parameters stand behind the first semicolon', () => {
  expect(eventParameters('check-sync; Reboot=TRUE ;x')).toEqual(['reboot=true', 'x']);
  expect(eventParameters('check-sync')).toEqual([]);
});

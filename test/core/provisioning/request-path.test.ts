import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ledgerPath, requestPath, requestQuery } from '../../../electron/core/provisioning/request-path';

test.each([
  ['/KX-UT670.cfg', '/KX-UT670.cfg'],
  ['/a.cfg?x=/../y#z', '/a.cfg'],
  ['http://192.0.2.1:8088/a.cfg', '/a.cfg'],
  ['HTTP://user:pw@host/a.cfg?q', '/a.cfg'],
  ['//host//a.cfg', '/host/a.cfg'],
  ['\\first\\a.cfg', '/first/a.cfg'],
  ['/%66irst/a.cfg', '/first/a.cfg'],
  ['/a%2Fb', '/a/b'],
  ['/%25', '/%'],
])('%s means %s', (target, path) => {
  expect(requestPath(target)).toBe(path);
});

test.each([
  '',
  '*',
  'host:443',
  'http://host',
  '/%',
  '/%ff',
  '/a/../b',
  '/./a',
  '/%2e%2e/a',
  '/..%5ca',
  '/%00',
  '/a\n',
  '/a%7f',
  `/${'a'.repeat(2048)}`,
])('%j means nothing', (target) => {
  expect(requestPath(target)).toBeNull();
});

test('a path is rooted, has no dot segments and no control characters, whatever was asked for', () => {
  const part = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '%2e',
    '%2F',
    '%5C',
    '%',
    '%00',
    'a',
    ':',
    '?',
    '#',
    'http://h',
    '%C3%A9',
    'é',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(part).map((parts) => parts.join('')),
      ),
      (target) => {
        const path = requestPath(target);
        if (path === null) return;
        expect(path.startsWith('/')).toBe(true);
        expect(path).not.toMatch(/\/\/|\\|\p{Cc}|(?:^|\/)\.\.?(?:\/|$)/u);
      },
    ),
  );
});

test.each([
  ['/p/SECRET/0080F0000001.cfg', '/p/••••/0080F0000001.cfg'],
  ['/s/SECRET/master.cfg', '/s/••••/master.cfg'],
  ['//P//SECRET/x', '//P//••••/x'],
  ['\\p\\SECRET\\x', '\\p\\••••\\x'],
  ['/%70/SECRET/x', '/p/••••/x'],
  ['/p%2FSECRET%2Fx', '/p/••••/x'],
  ['http://me:SECRET@host/p/SECRET/x', 'http://••••@host/p/••••/x'],
  ['http://me:SEC@RET@host/x', 'http://••••@host/x'],
  ['http:\\\\me:SECRET@host\\x', 'http:\\\\••••@host\\x'],
  ['//me:SECRET@host/x', '//••••@host/x'],
  ['p/SECRET/0080F0000001.cfg', 'p/••••/0080F0000001.cfg'],
  ['/p/SECRET', '/p/••••'],
  ['/p/SECRET?x', '/p/••••?x'],
  ['/p/0080F0000001.cfg', '/p/0080F0000001.cfg'],
  ['/s/master.cfg', '/s/master.cfg'],
  ['/s/product-KX-UT670.cfg', '/s/product-KX-UT670.cfg'],
  ['/s/library/logo.png', '/s/library/logo.png'],
  ['/s/SECRET/library/logo.png', '/s/••••/library/logo.png'],
  ['/s/library', '/s/••••'],
  ['/%70/SECRET%00/x', '/p/••••/x'],
  ['/%2570/SECRET/x', '/p/••••/x'],
  ['/x?user=a&password=SECRET&b=1', '/x?user=a&password=••••&b=1'],
  ['/x?token=SECRET#y', '/x?token=••••#y'],
  ['/a\u202Eb\u0007', '/a\\u{202e}b\\u{7}'],
])('the ledger keeps %j as %j', (target, kept) => {
  expect(ledgerPath(target)).toBe(kept);
});

test('the ledger never keeps more than a short text, nor a token spelled in any way that would open a file', () => {
  const spelled = fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }).map((encoded) =>
    '/p/SECRET'
      .split('')
      .map((character, index) => (encoded[index] ? `%${character.charCodeAt(0).toString(16)}` : character))
      .join(''),
  );
  fc.assert(
    fc.property(spelled, (target) => {
      expect(ledgerPath(`${target}/x`)).toBe('/p/••••/x');
    }),
  );
  expect(ledgerPath(`/${'a'.repeat(100_000)}`).length).toBeLessThan(600);
});

test.each([
  ['/provisioning?mac=0080f0000001', 'mac=0080f0000001'],
  ['/provisioning?mac=00%3A80%3af0%3A00%3A00%3A01#x', 'mac=00:80:f0:00:00:01'],
  ['http://host/a?b?c', 'b?c'],
  ['/a', ''],
  ['/a?', ''],
  ['/a?%', '%'],
])('behind the question mark of %s stands %j', (target, query) => {
  expect(requestQuery(target)).toBe(query);
});

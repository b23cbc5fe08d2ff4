// What the linter and the editor's core cost: real files, and files that no phone ever had.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogueRows } from '../../electron/core/families/panasonic/catalogue';
import { createPanasonicFamily } from '../../electron/core/families/panasonic/panasonic-family';

const root = join(import.meta.dirname, '../..');
const catalogue: unknown = JSON.parse(readFileSync(join(root, 'resources/families/panasonic/catalogue.json'), 'utf8'));
const family = createPanasonicFamily(catalogueRows(catalogue));
const magic = '# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!\r\n';
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Every UT parameter with its default for six lines and 24 keys, filled up with comments. */
function realFile(size: number): string {
  const lines = [magic];
  for (const row of family.catalogueOf('ut').filter(({ default: value }) => value !== '' && value !== 'adminpass')) {
    const most = row.name.includes('{line}') ? 6 : row.name.includes('{button}') ? 24 : 1;
    for (let index = 1; index <= most; index += 1) {
      lines.push(`${row.name.replaceAll(/\{\w+\}/gu, String(index))}="${row.default}"\r\n`);
    }
  }
  const text = lines.join('');
  return `${text}${'# comment comment comment\r\n'.repeat((size - text.length) / 27)}\r\n`;
}

/** The same size of distinct parameters no catalogue has, and none of them wrong. */
function unknownFile(size: number): string {
  const lines = Array.from(
    { length: size / 44 },
    (_, i) => `SIP_SOMETHING_${String(i).padStart(5, '0')}="some value ${i}"\r\n`,
  );
  return `${magic}${lines.join('')}\r\n`;
}

function utgFile(elements: number): string {
  const lines = Array.from({ length: elements }, (_, i) => `<A_${i}>v&amp;${i}</A_${i}>\r\n`);
  return `<PANASIPPhoneConfig><Device>\r\n${lines.join('')}</Device></PANASIPPhoneConfig>\r\n`;
}

const entities = Array.from({ length: 40_000 }, (_, i) => `<!ENTITY e${i} "&e;&e;&e;&e;">`).join('');
const shiftJis = Uint8Array.from({ length: 2_000_000 }, (_, i) => [0x83, 0x65, 0x83, 0x58, 13, 10][i % 6] ?? 0);
const utf16 = Uint8Array.from({ length: 2_000_000 }, (_, i) => (i === 0 ? 0xff : i === 1 ? 0xfe : i % 2 ? 0 : 65));

const cases: readonly (readonly [name: string, model: string, bytes: Uint8Array])[] = [
  ['real file, 119 KB', 'KX-UT670', bytesOf(realFile(119_000))],
  ['real file, 119 KB, LF only', 'KX-UT670', bytesOf(realFile(119_000).replaceAll('\r\n', '\n'))],
  ['119 KB of unknown parameters', 'KX-UT670', bytesOf(unknownFile(119_000))],
  ['real XML, 230 KB of 5,000 elements', 'KX-UTG200', bytesOf(utgFile(5000))],
  ['100 MB of text', 'KX-HDV130', new Uint8Array(100_000_000).fill(65)],
  ['100 MB of NULs', 'KX-HDV130', new Uint8Array(100_000_000)],
  ['2 MB of Shift-JIS', 'KX-HDV130', shiftJis],
  ['2 MB of UTF-16', 'KX-HDV130', utf16],
  ['2 MB, a million junk lines', 'KX-HDV130', bytesOf('x\n'.repeat(1_000_000))],
  ['2 MB, a million comments', 'KX-HDV130', bytesOf('#\n'.repeat(1_000_000))],
  ['2 MB, two million line ends', 'KX-HDV130', bytesOf('\n'.repeat(2_000_000))],
  ['2 MB of comments in kana', 'KX-HDV130', bytesOf('#あい\r\n'.repeat(220_000))],
  ['2 MB of one parameter', 'KX-HDV130', bytesOf('NTP_ADDR="a"\r\n'.repeat(140_000))],
  ['2 MB of open values', 'KX-HDV130', bytesOf('A="x\n#\n'.repeat(280_000))],
  ['2 MB of unknown names', 'KX-HDV130', bytesOf(Array.from({ length: 150_000 }, (_, i) => `A${i}="1"\r\n`).join(''))],
  ['2 MB on one line', 'KX-HDV130', bytesOf(`A="${'x'.repeat(2_000_000)}"`)],
  ['2 MB of XML nesting', 'KX-UTG200', bytesOf(`<PANASIPPhoneConfig>${'<a>'.repeat(650_000)}`)],
  ['2 MB of empty elements', 'KX-UTG200', bytesOf(`<PANASIPPhoneConfig>${'<a/>'.repeat(500_000)}`)],
  ['2 MB of ampersands', 'KX-UTG200', bytesOf(`<PANASIPPhoneConfig>${'&'.repeat(2_000_000)}`)],
  ['2 MB of open comments', 'KX-UTG200', bytesOf(`<PANASIPPhoneConfig>${'<!-- & '.repeat(280_000)}`)],
  ['2 MB of entities', 'KX-UTG200', bytesOf(`<!DOCTYPE a [${entities}]><PANASIPPhoneConfig/>`)],
  ['2 MB in one attribute', 'KX-UTG200', bytesOf(`<PANASIPPhoneConfig a="${'x'.repeat(2_000_000)}"/>`)],
  [
    '240 KB of attributes',
    'KX-UT670',
    bytesOf(`<PANASipPhoneConfig ${Array.from({ length: 15_000 }, (_, i) => `A_${i}="1" `).join('')}/>`),
  ],
];

test('checking a file', () => {
  const collect = (globalThis as { gc?: () => void }).gc;
  for (const [name, model, bytes] of cases) {
    const times: number[] = [];
    let problems = -1;
    let heapMb = 0;
    for (let run = 0; run < 5; run += 1) {
      collect?.();
      const before = process.memoryUsage().heapUsed;
      const from = performance.now();
      problems = family.check(bytes, { model, as: 'file' }).length;
      times.push(performance.now() - from);
      heapMb = Math.max(heapMb, (process.memoryUsage().heapUsed - before) / 1e6);
    }
    expect(problems).toBeGreaterThanOrEqual(0);
    const sorted = times.toSorted((a, b) => a - b);
    const figures = `first ${times[0]?.toFixed(1)} ms, median ${sorted[2]?.toFixed(1)} ms, heap +${heapMb.toFixed(0)} MB`;
    console.log(`config check: ${name}: ${figures}, ${problems} problems`);
  }
});

test('one edit in a file of 10,000 lines', () => {
  const lines = Array.from({ length: 10_000 }, (_, i) => `A_${i}="1"\r\n`);
  const bytes = bytesOf(magic + lines.join(''));
  const times = Array.from({ length: 9 }, (_, run) => {
    const from = performance.now();
    const outcome = family.edit(bytes, 'KX-HDV130', [{ kind: 'set', name: `A_${run}`, value: 'x' }]);
    expect(outcome.ok).toBe(true);
    return performance.now() - from;
  });
  console.log(`config edit: 10,000 lines: median ${times.toSorted((a, b) => a - b)[4]?.toFixed(1)} ms`);
});

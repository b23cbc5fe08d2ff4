// Files no phone ever had: told what they are, with few problems, whatever their size. What it costs is in test/load.
import { expect, test } from 'vitest';
import { check, magic, places } from './check-support';

const many = 100_000;

test.each<[string, string, string | Uint8Array, string]>([
  ['a million bytes of NUL', 'KX-HDV130', new Uint8Array(1_000_000), 'FILE_NOT_TEXT 1:1'],
  ['ten million letters', 'KX-HDV130', new Uint8Array(10_000_000).fill(65), 'FILE_TOO_LARGE 1:1'],
  ['ten million NULs', 'KX-UTG200', new Uint8Array(10_000_000), 'FILE_NOT_TEXT 1:1'],
  ['comments', 'KX-HDV130', `${magic}\r\n${'#\r\n'.repeat(many)}\r\n`, ''],
  ['open comments in XML', 'KX-UTG200', `<PANASIPPhoneConfig>${'<!-- & '.repeat(many)}`, 'XML_NOT_WELL_FORMED 1:32'],
  ['deep XML', 'KX-UTG200', `<PANASIPPhoneConfig>${'<a>'.repeat(many)}`, 'XML_REFUSED 1:114'],
  ['an entity bomb', 'KX-UTG200', `<!DOCTYPE a [${'<!ENTITY a "&a;&a;">'.repeat(many)}]><a>&a;</a>`, 'XML_REFUSED 1:1'],
  [
    'an entity bomb behind a comment',
    'KX-UT113',
    '<!-- <a> -->\n<!DOCTYPE a []><PANASipPhoneConfig/>',
    'XML_REFUSED 2:1',
  ],
])('%s', (_, model, content, problems) => {
  expect(places(check(content, { model, as: 'file' }))).toBe(problems);
});

test.each<[string, string, string]>([
  ['very many elements', `<PANASIPPhoneConfig>${'<a/>'.repeat(many)}`, 'XML_REFUSED'],
  ['very many ampersands', `<PANASIPPhoneConfig>${'&'.repeat(many)}`, 'XML_NOT_WELL_FORMED'],
  [
    'very many attributes',
    `<PANASIPPhoneConfig ${Array.from({ length: many }, (_, i) => `a${i}="" `).join('')}/>`,
    'XML_REFUSED',
  ],
])('%s', (_, content, code) => {
  const problems = check(content, { model: 'KX-UTG200', as: 'file' });
  expect(problems.at(-1)?.code).toBe(code);
  expect(problems.length).toBeLessThan(110);
});

test.each([
  ['junk', 'x\n'],
  ['one parameter', 'NTP_ADDR="a"\n'],
  ['open values', 'A="x\n'],
  ['blanks', ' \n'],
])('%s on a hundred thousand lines is told up to a bound', (_, line) => {
  expect(check(line.repeat(many), { model: 'KX-HDV130', as: 'file' }).length).toBeLessThan(5100);
});

// What the documents promise by name is there: links, source files, scripts, commands.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const documents = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .map((path) => join('docs', path))
  .concat('README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md');

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}

test.each(documents)('%s: every link leads to a file or heading', (document) => {
  const targets = matches(read(document), /\]\(([^)\s]+)\)/g).filter((target) => !/^[a-z]+:/.test(target));
  const dead = targets.filter((target) => {
    const [file = '', heading] = target.split('#');
    const path = file === '' ? document : join(dirname(document), file);
    if (!existsSync(join(root, path))) return true;
    return heading !== undefined && !anchors(read(path)).includes(heading);
  });
  expect(dead).toEqual([]);
});

/** As GitHub makes them of headings. */
function anchors(text: string): string[] {
  return matches(text, /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test('every source file that ARCHITECTURE.md and CONTRIBUTING.md name is there', () => {
  const named = matches(read('ARCHITECTURE.md') + read('CONTRIBUTING.md'), /`([\w./-]+\.(?:tsx?|mjs|json|sql|md))`/g);
  const tree = ['electron', 'renderer', 'scripts', 'test', 'docs'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `/${folder}/${path}`),
  );
  const placeholders = /FEATURE|NNNN/;
  const lost = named.filter(
    (path) =>
      !placeholders.test(path) && !existsSync(join(root, path)) && !tree.some((file) => file.endsWith(`/${path}`)),
  );
  expect(lost).toEqual([]);
});

test('every npm script that a document names is one', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = documents.flatMap((document) => matches(read(document), /npm run (?:-s )?([\w:]+)/g));
  expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
});

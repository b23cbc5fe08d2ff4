// The linter's folder rules are the build's proof of the arrows in ARCHITECTURE.md: each is shown to bite, and to let
// through what is allowed.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** File → what it must not import, and what it may. */
const arrows: Record<string, { refused: string[]; allowed: string[] }> = {
  'electron/core/phones/a.ts': {
    refused: ['zod', 'node:fs', 'electron', '../../services/x', '../../adapters/x/x', '../../contract/x', '../../cli'],
    allowed: ['./x', '../shared/result', '../families/panasonic/x'],
  },
  'electron/contract/a.ts': {
    refused: ['papaparse', 'node:fs', '../services/x', '../adapters/x/x', '../workstation'],
    allowed: ['zod', 'zod/mini', './x', '../core/shared/result'],
  },
  'electron/services/phones/a.ts': {
    refused: ['node:fs', 'better-sqlite3', '../../adapters/database/x', '../../contract/x', '../../workstation'],
    allowed: ['./x', '../sites/x', '../../core/phones/x'],
  },
  'electron/adapters/sip/a.ts': {
    refused: ['electron', '../database/x', '../../workstation', '../../shell/x', '../../../renderer/x'],
    allowed: ['node:dgram', 'sip.js/lib/core/index.js', './x', './deep/x', '../../services/x/x', '../../core/x/x'],
  },
  'electron/adapters/sip/deep/a.ts': {
    refused: ['electron/main', '../../database/x', '../../../workstation'],
    allowed: ['node:dgram', '../x', './x', '../../../services/x/x', '../../../contract/x', '../../../core/x/x'],
  },
  'electron/adapters/virtual-phone/a.ts': {
    refused: [
      'zod',
      'electron',
      'node-cron',
      'ws',
      '../sip/x',
      '../../core/families/x',
      '../../core/configs/x',
      '../../services/x/x',
    ],
    allowed: ['node:net', 'sip.js/lib/core/index.js', './x', '../../core/shared/mac-address'],
  },
  'electron/workstation.ts': {
    refused: ['electron', './shell/x', './main', '../renderer/x'],
    allowed: ['node:fs', './core/x/x', './services/x/x', './adapters/x/x', './contract/x'],
  },
  'electron/serve.ts': { refused: ['electron', './shell/x'], allowed: ['node:fs', './workstation'] },
  'electron/main.ts': {
    refused: ['./adapters/x/x', './services/x/x', '../renderer/x'],
    allowed: ['electron', './workstation', './shell/x', './contract/x'],
  },
  'electron/shell/a.ts': {
    refused: ['../adapters/x/x', '../services/x/x'],
    allowed: ['electron', '../workstation', '../contract/x'],
  },
  'renderer/features/phones/a.tsx': {
    refused: ['electron', 'node:fs', '../../../electron/adapters/x/x', '../../../electron/services/x/x'],
    allowed: ['react', '../../client/x', '../../../electron/contract/x', '../../../electron/core/phones/x'],
  },
};

let folder = '';
const refusedIn = new Map<string, string[]>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'layers-'));
  const config = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')) as Record<string, unknown>;
  // Only the folder rules: the other rules and type information need the real files behind these imports.
  const folderRules = { overrides: config['overrides'] };
  writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify(folderRules));
  for (const [file, { refused, allowed }] of Object.entries(arrows)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    const lines = [...refused, ...allowed].map((from, n) => `import type { T${n} } from '${from}';`);
    writeFileSync(join(folder, file), lines.join('\n'));
  }
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format=json'], { cwd: folder, encoding: 'utf8' });
  const report = JSON.parse(stdout) as { diagnostics: { code: string; message: string; filename: string }[] };
  for (const { code, message, filename } of report.diagnostics) {
    if (!code.includes('no-restricted-imports')) continue;
    const from = /^'([^']+)'/.exec(message)?.[1] ?? message;
    refusedIn.set(filename, [...(refusedIn.get(filename) ?? []), from]);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(Object.entries(arrows))('%s imports what its layer may, and nothing else', (file, { refused }) => {
  expect([...new Set(refusedIn.get(file))].sort()).toEqual(refused.toSorted());
});

import { test } from 'vitest';
import { importFolder } from '../../../support/import-folder';
import { mac } from '../../../support/database';
import { plan } from './import-bench';
test('perf', { timeout: 60000 }, () => {
  const folder: Record<string, Uint8Array> = Object.fromEntries(importFolder());
  const base = new TextDecoder().decode(folder[`phones/KX-UT670/Config${mac(1)}.cfg`]);
  for (let n = 100; n < 10100; n++) folder[`phones/KX-UT670/Config${mac(n)}.cfg`] = new TextEncoder().encode(base.replace('{MAC}', mac(n)));
  const t = performance.now();
  const made = plan(folder);
  console.log(made.phones.length, performance.now() - t, 'ms', made.notes);
});

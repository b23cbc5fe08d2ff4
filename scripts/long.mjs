// `npm run test:peers`, `load` and `soak`: the tests too long or too demanding for `npm test`.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { readCounts, vitestCounts } from './counts.mjs';
import { installDebian, onPath } from './debian.mjs';
import { electronEnvironment, prepareJourneys, underDisplay } from './journeys.mjs';
import { cacheFolder, ready, root, run } from './setup.mjs';

/** Debian package → a program of it. */
const peers = {
  busybox: 'busybox',
  curl: 'curl',
  iproute2: 'ip',
  'ntpsec-ntpdate': 'ntpdate',
  openssl: 'openssl',
  'sip-tester': 'sipp',
  'tftp-hpa': 'tftp',
  wget: 'wget',
};

await ready();
await ensureBuilt();
const [project = 'peers', ...args] = process.argv.slice(2);
if (project === 'peers') {
  const missing = Object.entries(peers).flatMap(([name, program]) => (onPath(program) ? [] : [name]));
  installDebian(missing, 'the peer tests');
}
// Part of the load is measured in the window itself.
const electron = project === 'load' ? await prepareJourneys({ browser: false }) : null;
const report = join(cacheFolder, `${project}.json`);
rmSync(report, { force: true });
const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'test/vitest.long.config.ts'];
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const command = [process.execPath, ...vitest, '--project', project, ...reporters, ...args];
const [program = '', ...rest] = electron ? underDisplay(command) : command;
const env = { ...process.env, ...(electron ? electronEnvironment(electron) : {}) };
const exitCode = await run(program, rest, { cwd: root, env });
const { passed, failed } = readCounts(report, vitestCounts, exitCode);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

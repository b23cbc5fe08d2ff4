// A process that owns a data folder until it is killed: `hold` does nothing more, `write` writes without pause and says
// on stdout what it wrote. Stdout is unbuffered, so what was said is known even after SIGKILL.
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkstationDatabase } from '../../electron/adapters/database/workstation-database';
import { createVault } from '../../electron/adapters/secrets/create-vault';
import type { Clock } from '../../electron/core/shared/clock';
import type { RequestRecord } from '../../electron/services/provisioning/provisioning-store';

const [folder = '', work = 'hold'] = process.argv.slice(2);

const clock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  every(intervalMs, callback) {
    const timer = setInterval(callback, intervalMs);
    return () => clearInterval(timer);
  },
};

function say(what: object): void {
  writeSync(1, `${JSON.stringify(what)}\n`);
}

const opened = openWorkstationDatabase(folder, { clock, onProblem: (problem) => say({ problem }) });
if (!opened.ok) {
  say({ refused: opened.problem });
  process.exit(1);
}
const database = opened.value;
const vault = await createVault({
  keyWraps: database.keyWraps,
  keychain: null,
  keyFilePath: join(folder, 'secret.key'),
  passphrase: null,
  random: randomBytes,
  now: () => Date.now(),
});
if (!vault.ok) throw new Error(vault.problem.message);
const { sites, configs, journal } = database.stores(vault.value);
say({ ready: process.pid });

if (work === 'write') {
  const site = sites.insert({ name: 'Clinic', siteToken: 'token' });
  let number = 0;
  setInterval(() => {
    number += 1;
    const revision = { number, message: `r${number}`, author: 'test', at: Date.now(), changedPhones: 0 };
    configs.publish(site.id, revision, [{ kind: 'file', scope: 'site', content: `content ${number}` }], []);
    sites.saveSetting('newest', String(number));
    say({ published: number });
    for (let row = 0; row < 20; row += 1)
      journal.record(site.id, { request: request(number), body: null, phone: null, held: null, waiting: null });
    say({ recorded: number, at: Date.now() });
  }, 5);
} else {
  // Held on to: a database that nobody can reach any more is closed by the collector, and the lock given back.
  setInterval(() => database, 1000);
}

function request(number: number): RequestRecord {
  return {
    at: Date.now(),
    protocol: 'http',
    remote: '127.0.0.1',
    method: 'GET',
    path: `/${number}`,
    mac: null,
    phoneId: null,
    status: 404,
    reason: 'unknown-path',
    bytes: 0,
    sha256: null,
    userAgent: null,
    durationMs: 1,
  };
}

// A host under load, killed as a power cut would, and what its data folder says afterwards: for the runner of any test.
import { createHash, randomBytes } from 'node:crypto';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openWorkstationDatabase } from '../../electron/adapters/database/workstation-database';
import { systemClock } from '../../electron/adapters/clock/system-clock';
import { createVault } from '../../electron/adapters/secrets/create-vault';
import { startHost } from './chromium-host';

export interface Aftermath {
  /** Answers the client had in full when the host was killed, and those of them older than a second. */
  readonly answered: number;
  readonly old: number;
  /** Old answers the ledger knows nothing of. */
  readonly lost: readonly string[];
  readonly integrity: unknown;
  /** Bodies the ledger speaks of, and those that are not there or are not what their hash says. */
  readonly bodies: number;
  readonly wrongBodies: readonly string[];
}

interface Answered {
  readonly path: string;
  readonly atMs: number;
}

const connections = 8;
const safeAfterMs = 1000;

/** `round` makes the paths of one storm different from those of another in the same folder. */
export async function killInAStorm(folder: string, round: number, stormMs: number): Promise<Aftermath> {
  const host = await startHost(folder);
  const answered: Answered[] = [];
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const port = host.ready.http?.port ?? 0;
  let stopped = false;
  let asked = 0;
  const loops = Array.from({ length: connections }, async () => {
    while (!stopped) {
      const number = asked++;
      const path = number % 3 === 0 ? `/nothing-${round}-${number}.cfg` : `/KX-UT670.cfg?storm=${round}-${number}`;
      if (await taken(port, agent, path)) answered.push({ path, atMs: performance.now() });
    }
  });
  await new Promise((resolve) => setTimeout(resolve, stormMs));
  const killedAtMs = performance.now();
  await host.kill();
  stopped = true;
  await Promise.all(loops);
  agent.destroy();

  const file = join(folder, 'data/cordboard.db');
  const known = await look(join(folder, 'data'), file);
  const old = answered.filter(({ atMs }) => atMs < killedAtMs - safeAfterMs);
  return {
    answered: answered.length,
    old: old.length,
    lost: old.map(({ path }) => path).filter((path) => !known.paths.has(path)),
    integrity: known.integrity,
    bodies: known.hashes.length,
    wrongBodies: known.wrongBodies,
  };
}

/** False when the host went away midway. */
function taken(port: number, agent: Agent, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    get({ port, agent, path }, (response) => {
      response
        .resume()
        .once('end', () => resolve(response.complete))
        .once('error', () => resolve(false));
    }).once('error', () => resolve(false));
  });
}

async function look(
  data: string,
  file: string,
): Promise<{ paths: Set<string>; hashes: string[]; wrongBodies: string[]; integrity: unknown }> {
  // First as the next start would: with the checks and the lock of the program.
  const opened = openWorkstationDatabase(data, { clock: systemClock(), onProblem: () => undefined });
  if (!opened.ok) throw new Error(opened.problem.message);
  const vault = await createVault({
    keyWraps: opened.value.keyWraps,
    keychain: null,
    keyFilePath: join(data, 'secret.key'),
    passphrase: null,
    random: randomBytes,
    now: () => 0,
  });
  if (!vault.ok) throw new Error(vault.problem.message);
  const { journal } = opened.value.stores(vault.value);
  const raw = new Database(file, { readonly: true });
  const paths = new Set(raw.prepare<[], string>('SELECT path FROM request').pluck().all());
  const hashes = raw.prepare<[], string>('SELECT DISTINCT sha256 FROM request WHERE sha256 IS NOT NULL').pluck().all();
  const integrity = raw.pragma('integrity_check', { simple: true });
  raw.close();
  const wrongBodies = hashes.filter((sha256) => {
    const body = journal.body(sha256);
    return !body || createHash('sha256').update(body).digest('hex') !== sha256;
  });
  opened.value.close();
  return { paths, hashes, wrongBodies, integrity };
}

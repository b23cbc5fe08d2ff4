// Ten thousand phones on a real database: publishing a change of the site file, and how long other calls wait meanwhile.
import { expect, test } from 'vitest';
import { createDispatcher } from '../../electron/adapters/window-calls/dispatcher';
import type { Host } from '../../electron/services/host';
import { mac, openSite, valueOf, type TestSite } from '../support/site';

const count = 10_000;
const models = ['KX-UT670', 'KX-UT136', 'KX-HDV130'];

test('10,000 phones: a change of the site file', { timeout: 600_000 }, async () => {
  const site = await openSite();
  const { services } = site;
  const dispatch = dispatcherOf(site);
  const ask = async (name: string, input: object = {}): Promise<unknown> =>
    valueOf(await dispatch({ name, input, actor: 'bench' }));

  const list = ['mac,model,name,group,line1_extension,line1_auth_id,line1_password'];
  for (let n = 1; n <= count; n++)
    list.push(`${mac(n)},${models[n % 3]},Phone ${n},Group ${n % 20},${20_000 + n},a${n},pw-${n}-x${n * 7919}`);
  site.file('site', 'CFG_RESYNC_TIME="02:00"', ...sharedLines(0));
  site.facts({ sip: { server: 'pbx.example', port: 5060 }, ntp: '192.0.2.1' });
  const imported = await timed(() => ask('phones.import', { csv: list.join('\r\n') }));
  const first = await timed(() => ask('configs.publish', { message: 'first' }));
  const boot = await timed(async () => {
    for (let n = 1; n <= count; n++) {
      site.askFirst(n, { from: peerOf(n) });
      site.takeFiles(n, { from: peerOf(n) });
    }
  });
  expect(await inSync(ask)).toBe(count);

  const rounds: number[] = [];
  const longest: number[] = [];
  const waits: number[] = [];
  for (let round = 1; round <= 8; round++) {
    site.file('site', `CFG_RESYNC_TIME="0${round}:30"`, ...sharedLines(round));
    // Ten thousand phones have just been noted at once, which no site's phones do: that is counted before anybody measures.
    await ask('status.show');
    const meanwhile = keepAsking(ask);
    await pause(100);
    const start = performance.now();
    await ask('configs.publish', { message: `round ${round}` });
    expect(await inSync(ask)).toBe(0);
    rounds.push(performance.now() - start);
    await pause(100);
    const waited = await meanwhile.stop();
    longest.push(Math.max(...waited));
    waits.push(...waited);
    for (const phone of services.state.phones.all()) {
      const takenHash = services.state.contents.hash(phone, 'published');
      services.state.phones.note(phone.id, { takenHash });
    }
  }

  const varying = await timed(async () => {
    site.file('site', 'XML_LABEL="${phone.name} ${line1.extension}"', ...sharedLines(9));
    await ask('configs.publish', { message: 'variables' });
    expect(await inSync(ask)).toBe(0);
  });
  const status = await timed(() => ask('status.show'));
  const phones = await timed(() => ask('phones.list'));
  const preview = await timed(async () => {
    site.file('site', 'DSCP_SIP_1="0"');
    await ask('configs.preview');
  });
  const renders: number[] = [];
  for (let n = 1; n <= 200; n++) {
    const start = performance.now();
    services.configs.render(site.phone(n), 'published');
    renders.push(performance.now() - start);
  }

  console.table({
    'import of 10,000 phones, ms': imported,
    'first publish (10,000 facts), ms': first,
    'files served while booting, per s': Math.round((4 * count * 1000) / boot),
    'publish of a site file → all states right, median ms': round(quantile(rounds, 0.5)),
    'best and worst of 8, ms': `${round(Math.min(...rounds))} – ${round(Math.max(...rounds))}`,
    'calls asked meanwhile': waits.length,
    'calls meanwhile p50, ms': round(quantile(waits, 0.5)),
    'calls meanwhile p99, ms': round(quantile(waits, 0.99)),
    'longest wait of a call, best and worst round, ms': `${round(Math.min(...longest))} – ${round(Math.max(...longest))}`,
    'publish with a variable in the site file → all states right, ms': varying,
    'status.show, ms': status,
    'phones.list of all, ms': phones,
    'configs.preview of a site file, ms': preview,
    'config render of one phone, warm, median ms': round(quantile(renders.slice(100), 0.5)),
  });
});

/** Windows and scripts that go on asking while somebody publishes, whether they were answered or not: a call every 5 ms. Waits count
 *  from when each call was due. */
function keepAsking(ask: (name: string, input?: object) => Promise<unknown>): { stop(): Promise<number[]> } {
  const waits: number[] = [];
  const asked: Promise<unknown>[] = [];
  let due = performance.now();
  let n = 0;
  const calls = [
    () => ask('phones.show', { mac: mac((n % count) + 1) }),
    () => ask('configs.effective', { mac: mac((n % count) + 1) }),
    () => ask('configs.get', { scope: 'site' }),
    () => ask('requests.list', { limit: 50 }),
    () => ask('status.show'),
  ];
  let stopped = false;
  const over = (async () => {
    while (!stopped) {
      due += 5;
      if (due > performance.now()) await pause(due - performance.now());
      const since = due;
      asked.push(
        (calls[n++ % calls.length]?.() ?? Promise.resolve()).then(() => waits.push(performance.now() - since)),
      );
    }
    await Promise.all(asked);
  })();
  return {
    async stop() {
      stopped = true;
      await over;
      return waits;
    },
  };
}

function sharedLines(round: number): string[] {
  return Array.from(
    { length: 60 },
    (_, index) => `SHARED_${index}="${index === round ? 'changed' : 'value'} ${index}"`,
  );
}

function dispatcherOf(site: TestSite): ReturnType<typeof createDispatcher> {
  const host = {
    version: 'bench',
    dataFolder: 'bench',
    openLab: false,
    sites: site.database.sites,
    vault: { unlockedBy: 'key-file', warning: null },
    presence: { away: () => [] },
    listeners: () => [],
    toldBaseUrl: () => site.baseUrl,
  } as unknown as Host;
  const silent = {
    info: () => undefined,
    warn: () => undefined,
    error: (event: string, fields: unknown) => console.error(event, fields),
  };
  return createDispatcher(host, () => ({ ok: true, value: site.services }), silent as never);
}

async function inSync(ask: (name: string) => Promise<unknown>): Promise<number> {
  return ((await ask('status.show')) as { phones: { inSync: number } }).phones.inSync;
}

function peerOf(n: number): string {
  return `10.0.${Math.floor(n / 250)}.${n % 250}`;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return Math.round(performance.now() - start);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}

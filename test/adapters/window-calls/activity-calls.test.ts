// The calls around the ledger as a window makes them: shapes of the contract in and out, on a real database and its own thread.
import { expect, test } from 'vitest';
import { createDispatcher } from '../../../electron/adapters/window-calls/dispatcher';
import { calls, type CallInput, type CallName, type CallOutput } from '../../../electron/contract/contract';
import type { LedgerLimits } from '../../../electron/services/activity/ledger-retention';
import type { Host } from '../../../electron/services/host';
import { TimeService } from '../../../electron/services/provisioning/time-service';
import type { Logger } from '../../../electron/services/settings/logger';
import { mac, minute, openSite, type TestSite } from '../../support/site';

interface Window {
  readonly site: TestSite;
  readonly ask: <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;
  readonly refused: <N extends CallName>(name: N, input: CallInput<N>) => Promise<string>;
}

async function openWindow(): Promise<Window> {
  const site = await openSite({ facts: { ntp: '192.0.2.1', adminPassword: 'Adm1n-secret' } });
  const broken: unknown[] = [];
  const note = (...what: unknown[]): void => void broken.push(what);
  const logger: Logger = { info: () => undefined, warn: note, error: note };
  let limits: LedgerLimits = { keepDays: 90, keepMegabytes: 1024 };
  const time = new TimeService(
    () => 'unsynchronised',
    false,
    () => site.database.sites,
  );
  const host = {
    sites: site.database.sites,
    toldBaseUrl: () => site.baseUrl,
    retention: {
      limits: () => limits,
      setLimits: (change: Partial<LedgerLimits>) => (limits = { ...limits, ...change }),
    },
    timeGiven: () => time.given(),
    setLocalClock: (allowed: boolean) => time.setLocalClock(allowed),
  } as unknown as Host;
  const dispatch = createDispatcher(host, () => ({ ok: true, value: site.services }), logger);
  return {
    site,
    ask: async (name, input) => {
      const answer = await dispatch({ name, input, actor: 'window' });
      expect(broken).toEqual([]);
      if (!answer.ok) throw new Error(`${name}: ${answer.problem.code} ${answer.problem.message}`);
      return calls[name].output.parse(answer.value) as never;
    },
    refused: async (name, input) => {
      const answer = await dispatch({ name, input, actor: 'window' });
      return answer.ok ? 'done' : answer.problem.code;
    },
  };
}

test('requests are searched by words, by outcome and by the name of their phone', async () => {
  const { site, ask, refused } = await openWindow();
  site.add(1, { name: 'Reception' });
  site.boot(1);
  site.ask('/nothing/here.php', { from: '192.0.2.77', userAgent: 'curl/8' });
  const all = await ask('requests.search', {});
  expect(all.requests.length).toBeGreaterThan(3);
  expect((await ask('requests.search', { text: 'CURL here' })).requests).toMatchObject([
    { remote: '192.0.2.77', reason: 'unknown-path', method: 'GET' },
  ]);
  const named = await ask('requests.search', { text: 'recept' });
  expect(named.requests.length).toBe(all.requests.length - 1);
  expect((await ask('requests.search', { outcomes: ['refused'] })).requests).toHaveLength(1);
  const page = await ask('requests.search', { limit: 2 });
  const next = await ask('requests.search', { limit: 2, beforeId: page.requests[1]?.id ?? 0 });
  expect([...page.requests, ...next.requests].map(({ id }) => id)).toEqual(
    all.requests.slice(0, 4).map(({ id }) => id),
  );
  expect((await ask('requests.list', { mac: mac(1) })).requests.length).toBe(all.requests.length - 1);
  expect(await refused('requests.search', { text: Array.from('abcdefghijklmnopqrstuvwxyz').join(' ') })).toBe(
    'CALL_INVALID',
  );
});

test.each(['KX-UT670', 'KX-HDV130'])('the body of a %s is shown with every secret blanked', async (model) => {
  const { site, ask, refused } = await openWindow();
  site.add(1, { model });
  site.boot(1);
  const { requests } = await ask('requests.search', { outcomes: ['served'] });
  const texts: string[] = [];
  for (const { id } of requests) {
    const body = await ask('requests.body', { id });
    expect(body.contentType).toBe('text/plain; charset=utf-8');
    texts.push(body.text ?? '');
  }
  const shown = texts.join('\n');
  expect(shown).toContain('PHONE_NUMBER_1="211"');
  expect(shown).toContain('••••');
  expect(shown).not.toContain('Pw-1-x');
  expect(shown).not.toContain('Adm1n-secret');
  expect(shown).not.toMatch(/\/p\/[A-Za-z0-9_-]{16,}/);
  expect(await refused('requests.body', { id: 4_000_000 })).toBe('VALUE_INVALID');
});

test('a summary counts what was served, refused and blocked in equal buckets', async () => {
  const { site, ask } = await openWindow();
  const since = new Date(site.clock.now()).toISOString();
  site.add(1);
  site.boot(1);
  site.clock.advance(2 * minute);
  site.ask('/nothing');
  const summary = await ask('requests.summary', { since, bucketSeconds: 60 });
  expect(summary.buckets).toHaveLength(2);
  expect(summary).toMatchObject({ refused: 1, blocked: 0, medianMs: 1, slowestMs: 1 });
  expect(summary.served).toBe(summary.buckets[0]?.served);
  expect(summary.protocols.http).toBe(summary.served);
});

test('how long rows are kept is shown and set', async () => {
  const { site, ask } = await openWindow();
  expect(await ask('ledger.show', {})).toEqual({ keepDays: 90, keepMegabytes: 1024, rows: 0, bytes: 0, oldest: null });
  site.ask('/nothing');
  expect(await ask('ledger.set', { keepDays: 30 })).toEqual({ keepDays: 30, keepMegabytes: 1024 });
  expect(await ask('ledger.show', {})).toMatchObject({ keepDays: 30, rows: 1 });
});

test('an unsynchronised clock is refused to phones until the local clock is chosen, and the choice stays', async () => {
  const { site, ask } = await openWindow();
  expect(await ask('server.clock', {})).toMatchObject({ localClock: false, synchronised: false });
  const chosen = await ask('server.clock', { localClock: true });
  expect(chosen).toMatchObject({ localClock: true, synchronised: false });
  expect(chosen.how).toContain('stratum 10');
  expect(site.database.sites.setting('local clock')).toBe('yes');
});

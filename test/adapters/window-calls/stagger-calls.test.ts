// Staggering and reports as a window asks for them: shapes of the contract in and out.
import { expect, test } from 'vitest';
import { createDispatcher } from '../../../electron/adapters/window-calls/dispatcher';
import { calls, type CallInput, type CallName, type CallOutput } from '../../../electron/contract/contract';
import type { Host } from '../../../electron/services/host';
import { mac, openSite, type TestSite } from '../../support/site';

interface Window {
  readonly site: TestSite;
  readonly ask: <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;
  readonly refused: <N extends CallName>(name: N, input: CallInput<N>) => Promise<string>;
}

async function openWindow(): Promise<Window> {
  const site = await openSite({ facts: { timeZone: 'Europe/Berlin', ntp: '192.0.2.1', checkTime: '02:00' } });
  for (const number of [1, 2, 3]) {
    site.add(number, { model: 'KX-UT136' });
    site.boot(number);
  }
  const broken: unknown[] = [];
  const note = (...what: unknown[]): void => void broken.push(what);
  const logger = { info: () => undefined, warn: note, error: note };
  const dispatch = createDispatcher({} as Host, () => ({ ok: true, value: site.services }), logger);
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
      expect(broken).toEqual([]);
      return answer.ok ? 'done' : answer.problem.code;
    },
  };
}

test('a plan changes nothing; applied, it is a draft that publishing brings to the phones', async () => {
  const { site, ask } = await openWindow();
  const between = { from: '23:30', to: '00:30' };
  const plan = await ask('stagger.plan', { between });
  expect(plan).toMatchObject({ between, peakPerMinute: { before: 3 } });
  expect(site.services.configs.hasDraft).toBe(false);
  const applied = await ask('stagger.apply', { between });
  expect(applied).toMatchObject({ phones: plan.phones, changed: 3 });
  const preview = await ask('configs.preview', {});
  expect(preview.changedPhones).toBe(3);
  expect(preview.changes.map(({ kind }) => kind)).toEqual(['facts', 'facts', 'facts']);
  site.publish();
  for (const number of [1, 2, 3]) site.takeFiles(number);
  const { checks } = await ask('checks.plan', {
    phones: { all: true },
    from: '2026-01-05T12:00:00+01:00',
    to: '2026-01-06T12:00:00+01:00',
  });
  const times = new Map(plan.phones.map((phone) => [phone.mac, phone.time]));
  expect(checks).toHaveLength(3);
  for (const { mac: phone, at } of checks) expect(at.slice(11, 16)).toBe(times.get(phone));
});

test('times that are none, and groups that are not there, are refused', async () => {
  const { refused } = await openWindow();
  expect(await refused('stagger.plan', { between: { from: '2:00', to: '03:00' } })).toBe('CALL_INVALID');
  expect(await refused('stagger.apply', { phones: { group: 'Nowhere' } })).toBe('GROUP_UNKNOWN');
  expect(await refused('reports.revision', { revision: 99 })).toBe('REVISION_UNKNOWN');
  expect(await refused('reports.revisionCsv', { revision: 99 })).toBe('REVISION_UNKNOWN');
  expect(await refused('reports.day', { day: '2026-02-30' })).toBe('CALL_INVALID');
});

test('reports come in the zone of the site', async () => {
  const { site, ask } = await openWindow();
  site.away = [{ from: site.clock.now() - 7_200_000, to: Infinity, cause: 'address-gone' }];
  const report = await ask('reports.revision', {});
  expect(report).toMatchObject({ have: 3, total: 3, at: '2026-01-05T10:00:00.000+01:00' });
  expect(report.rows[0]).toMatchObject({ mac: mac(1), lastFetchAt: '2026-01-05T10:00:00.000+01:00' });
  expect((await ask('reports.revisionCsv', {})).csv.split('\r\n')).toHaveLength(5);
  const day = await ask('reports.day', {});
  expect(day).toMatchObject({
    day: '2026-01-05',
    timeZone: 'Europe/Berlin',
    away: [{ from: '2026-01-05T08:00:00.000+01:00', to: null, cause: 'address-gone' }],
  });
});

// The smaller stores, each on a real database.
import { expect, test } from 'vitest';
import { ProblemError } from '../../../electron/core/shared/problem';
import type { TroubleState } from '../../../electron/services/phones/phone-store';
import type { RequestRecord } from '../../../electron/services/provisioning/provisioning-store';
import type { ResyncStepRecord, ResyncStore } from '../../../electron/services/resync/resync-store';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { entry, mac, openDatabase, phoneRecord, requestRecord, type OpenedDatabase } from '../../support/database';

function resyncRun(siteId: number): Parameters<ResyncStore['start']>[0] {
  const options = { way: 'auto', ratePerSecond: 10, inFlight: 20, event: null } as const;
  return { siteId, startedAt: 1, cause: 'by hand', parentId: null, revision: 4, options };
}

async function openWithSite(): Promise<OpenedDatabase & { siteId: number }> {
  const opened = await openDatabase();
  return { ...opened, siteId: opened.sites.insert({ name: 'Clinic', siteToken: 'site-token' }).id };
}

test('a site keeps its token through closing, is renamed, and settings are replaced', async () => {
  const { sites, siteId, database, folder } = await openWithSite();
  sites.rename(siteId, 'Clinic North');
  sites.saveSetting('grace', '10');
  sites.saveSetting('grace', '15');
  expect(sites.setting('none')).toBeNull();
  database.close();
  const again = await openDatabase(folder);
  expect(again.sites.all()).toEqual([{ id: siteId, name: 'Clinic North', siteToken: 'site-token' }]);
  expect(again.sites.setting('grace')).toBe('15');
});

test('a phone comes back as it was inserted and changed, every field of it', async () => {
  const { phones, siteId } = await openWithSite();
  const trouble: TroubleState = {
    at: 5,
    kind: 'resync',
    problem: { code: 'RESYNC_NO_ANSWER', message: 'm', remedy: 'r' },
    action: 'resync',
  };
  const full = phoneRecord(siteId, 1, {
    ip: '10.0.0.9:5062',
    armed: { until: 8, boundPeer: null },
    lastFetch: { at: 7.5, peer: '10.0.0.9', toldBaseUrl: 'http://10.0.0.1:8088', tokenGeneration: 2 },
    firmware: '01.061',
    trouble,
    takenRevision: 3,
    takenHash: 'abc',
    takenFiles: { standard: 's', master: 'm' },
  });
  const phone = phones.insert(full);
  expect(phones.all(siteId)).toEqual([{ ...full, id: phone.id }]);
  phones.update(phone.id, {
    armed: null,
    lastFetch: null,
    trouble: null,
    ip: null,
    takenHash: null,
    takenRevision: null,
    takenFiles: {},
    model: 'KX-UT136',
  });
  expect(phones.all(siteId)).toEqual([
    { ...phoneRecord(siteId, 1), id: phone.id, model: 'KX-UT136', firmware: '01.061' },
  ]);
  phones.update(phone.id, {});
});

test('a MAC is there once in the whole database', async () => {
  const { phones, sites, siteId } = await openWithSite();
  phones.insert(phoneRecord(siteId, 1));
  const other = sites.insert({ name: 'Other', siteToken: 'x' }).id;
  let caught: unknown = null;
  try {
    phones.insert(phoneRecord(other, 1));
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(ProblemError);
  expect(caught).toMatchObject({ problem: { code: 'MAC_DUPLICATE', message: expect.stringContaining(mac(1)) } });
});

test('removing a phone takes tokens, held settings and steps along, and its id is never given again', async () => {
  const { phones, tokens, journal, resync, siteId } = await openWithSite();
  const phone = phones.insert(phoneRecord(siteId, 1));
  phones.saveSummary(phone.id, {
    name: 'Desk',
    group: 'Ward',
    lines: [{ line: 1, extension: '201', name: 'Desk', authId: '201' }],
  });
  tokens.insert({ phoneId: phone.id, token: 't', generation: 1, state: 'current', createdAt: 1, firstUsedAt: null });
  const run = resync.start(resyncRun(siteId), [phone.id]);
  resync.claim(run.id, phone.id, 2);
  journal.record(siteId, entry({ held: { phoneId: phone.id, values: new Map() } }));
  phones.remove([phone.id]);
  expect(tokens.all(siteId)).toEqual([]);
  expect(journal.held(siteId).size).toBe(0);
  expect(resync.steps(run.id)).toEqual([]);
  expect(resync.claims(run.id).size).toBe(0);
  expect(journal.requests(siteId, { limit: 9 })).toHaveLength(1);
  expect(phones.insert(phoneRecord(siteId, 1)).id).toBeGreaterThan(phone.id);
});

test('a summary replaces the one before', async () => {
  const { phones, siteId, folder } = await openWithSite();
  const { id } = phones.insert(phoneRecord(siteId, 1));
  const line = (number: number) => ({ line: number, extension: `20${number}`, name: 'n', authId: 'a' });
  phones.saveSummary(id, { name: 'Desk', group: null, lines: [line(1), line(2)] });
  phones.saveSummary(id, { name: 'Desk 2', group: 'Ward', lines: [line(1)] });
  const other = new Database(join(folder, 'cordboard.db'), { readonly: true });
  expect(other.prepare('SELECT name, group_name FROM phone').get()).toEqual({ name: 'Desk 2', group_name: 'Ward' });
  expect(other.prepare('SELECT extension FROM line').pluck().all()).toEqual(['201']);
  other.close();
});

test('tokens change state and first use, and are forgotten only when long replaced', async () => {
  const { phones, tokens, siteId } = await openWithSite();
  const phoneId = phones.insert(phoneRecord(siteId, 1)).id;
  const token = (generation: number, createdAt: number) => ({
    phoneId,
    token: `t${generation}`,
    generation,
    state: 'current' as const,
    createdAt,
    firstUsedAt: null,
  });
  tokens.insert(token(1, 100));
  tokens.insert(token(2, 200));
  tokens.insert(token(3, 300));
  tokens.update(phoneId, 1, { state: 'revoked', firstUsedAt: 150 });
  tokens.update(phoneId, 2, { state: 'previous' });
  tokens.update(phoneId, 3, { firstUsedAt: 301 });
  expect(tokens.all(siteId)).toEqual([
    { ...token(1, 100), state: 'revoked', firstUsedAt: 150 },
    { ...token(2, 200), state: 'previous' },
    { ...token(3, 300), firstUsedAt: 301 },
  ]);
  tokens.prune(250);
  expect(tokens.all(siteId).map(({ generation }) => generation)).toEqual([2, 3]);
});

test('a presence left open by a crash ends at its last heartbeat', async () => {
  const { presence } = await openWithSite();
  presence.open(10);
  presence.close(20, 'suspend');
  presence.open(30);
  presence.heartbeat(45.5);
  presence.open(60);
  expect(presence.spans(100)).toEqual([
    { from: 10, to: 20, endedBy: 'suspend' },
    { from: 30, to: 45.5, endedBy: 'crash' },
    { from: 60, to: 60, endedBy: null },
  ]);
  expect(presence.spans(2)).toHaveLength(2);
});

test('steps of a run are kept in order, and what a NOTIFY may have left for is on disk at once', async () => {
  const { phones, resync, siteId, folder, clock } = await openWithSite();
  const phoneId = phones.insert(phoneRecord(siteId, 1)).id;
  const run = resync.start(resyncRun(siteId), [phoneId]);
  const problem = { code: 'RESYNC_NO_ANSWER' as const, message: 'm', remedy: 'r' };
  const step = (name: ResyncStepRecord['step'], at: number): ResyncStepRecord => ({
    runId: run.id,
    phoneId,
    step: name,
    at,
    detail: '',
    problem: name === 'failed' ? problem : null,
  });
  const other = new Database(join(folder, 'cordboard.db'), { readonly: true });
  const stepsOnDisk = other.prepare('SELECT COUNT(*) FROM resync_step').pluck();
  const claimsOnDisk = other.prepare('SELECT COUNT(*) FROM resync_claim').pluck();
  expect(resync.claim(run.id, phoneId, 2)).toBe(true);
  expect(claimsOnDisk.get()).toBe(1);
  expect(resync.claim(run.id, phoneId, 3)).toBe(false);
  expect(resync.claims(run.id)).toEqual(new Map([[phoneId, 2]]));
  for (const one of [step('sent', 2), step('answered', 3), step('failed', 4)]) resync.step(one);
  expect(stepsOnDisk.get()).toBe(1);
  clock.advance(50);
  expect(stepsOnDisk.get()).toBe(4);
  other.close();
  expect(resync.steps(run.id)).toEqual([step('queued', 1), step('sent', 2), step('answered', 3), step('failed', 4)]);
  expect(resync.counts(run.id)).toEqual({ done: 0, failed: 1 });
  expect(resync.stepsOfPhone(phoneId, 3)).toHaveLength(2);
  expect(resync.unfinished(siteId)).toEqual([run]);
  resync.saveState(run.id, 'paused', 'because');
  expect(resync.run(run.id)).toEqual({ ...run, state: 'paused', note: 'because' });
  resync.end(run.id, 9, 'stopped');
  expect(resync.run(run.id)).toEqual({ ...run, endedAt: 9, state: 'stopped', total: 1 });
  expect(resync.unfinished(siteId)).toEqual([]);
  expect(resync.runs(siteId, 5)).toHaveLength(1);
  expect(resync.run(99)).toBeNull();
  expect(resync.counts(99)).toEqual({ done: 0, failed: 0 });
});

test('the ledger says why a phone got nothing: by its id, its MAC, or its address where a network is turned away', async () => {
  const { phones, resync, journal, siteId } = await openWithSite();
  const phoneId = phones.insert(phoneRecord(siteId, 1)).id;
  const whose = { phoneId, mac: mac(1), address: '127.0.0.9' };
  const row = (change: Partial<RequestRecord>): void =>
    journal.record(siteId, entry({ request: requestRecord({ mac: null, at: 10, ...change }) }));
  const last = (sinceAt = 10): string | null => resync.lastRefusal(siteId, whose, sinceAt);
  row({ phoneId, reason: 'served' });
  row({ remote: '127.0.0.9', reason: 'unknown-path' });
  row({ remote: '127.0.0.8', reason: 'network-refused' });
  expect(last()).toBeNull();
  row({ remote: '127.0.0.9', reason: 'network-refused' });
  expect(last()).toBe('network-refused');
  row({ mac: mac(1), at: 11, reason: 'not-armed' });
  expect(last()).toBe('not-armed');
  row({ phoneId, at: 12, reason: 'aborted' });
  expect(last()).toBe('aborted');
  expect(last(13)).toBeNull();
});

test('schedules and their runs', async () => {
  const { schedules, siteId } = await openWithSite();
  const of = { siteId, name: 'Nightly', paused: false, missed: 'skip', createdAt: 1, seenTo: 1 } as const;
  const kept = [
    schedules.insert({ ...of, trigger: { cron: '0 2 * * *' }, work: { do: 'resync', phones: { group: 'Ward' } } }),
    schedules.insert({
      ...of,
      trigger: { at: 7.5 },
      work: { do: 'publish', phones: null, message: 'm', layers: ['site'] },
    }),
    schedules.insert({
      ...of,
      trigger: { on: 'wake' },
      work: { do: 'firmware-wave', phones: null, firmware: { file: 'a.fw', group: 'Ward' } },
    }),
  ] as const;
  expect(schedules.all(siteId)).toEqual(kept);
  const changed = { ...kept[1], trigger: { cron: '@daily' }, paused: true, missed: 'run-on-wake', name: '' } as const;
  schedules.update(changed);
  expect(schedules.all(siteId)).toEqual([kept[0], changed, kept[2]]);

  const run = {
    scheduleId: kept[0].id,
    dueAt: 5,
    endedAt: null,
    state: 'running',
    outcome: '',
    resyncRunId: null,
  } as const;
  const runs = [5, 6, 7].map((startedAt) => schedules.beginRun({ ...run, startedAt }, startedAt + 0.5));
  const other = schedules.beginRun({ ...run, scheduleId: kept[2].id, dueAt: null, startedAt: 8 }, 1);
  expect(schedules.all(siteId)[0]?.seenTo).toBe(7.5);
  const ended = { ...(runs[2] as (typeof runs)[number]), endedAt: 9, state: 'done', outcome: 'all done' } as const;
  schedules.changeRun(ended);
  expect(schedules.runs(kept[0].id, 2)).toEqual([ended, runs[1]]);
  expect(schedules.runsOfSite(siteId, 2)).toEqual([other, ended]);
  expect(schedules.runsBetween(siteId, 6, 8)).toEqual([runs[1], ended]);
  expect(schedules.unfinished(siteId)).toEqual([runs[0], runs[1], other]);
  expect(schedules.removeOldRuns(siteId, 1)).toBe(0);
  const newest = schedules.beginRun({ ...run, startedAt: 9 }, 9);
  expect(schedules.removeOldRuns(siteId, 1)).toBe(1);
  expect(schedules.unfinished(siteId)).toEqual([runs[0], runs[1], other, newest]);

  expect(schedules.remove(kept[0].id)).toBe(true);
  expect(schedules.remove(kept[0].id)).toBe(false);
  expect(schedules.runs(kept[0].id, 9)).toEqual([]);
});

test('the audit of a phone, newest first', async () => {
  const { audit, siteId } = await openWithSite();
  const act = (at: number) => ({ at, actor: 'window', action: 'armed' as const, phoneId: 4, detail: '24 h' });
  for (const at of [1, 2, 3]) audit.append(siteId, act(at));
  audit.append(siteId, { ...act(4), phoneId: null });
  expect(audit.ofPhone(4, 2, 9)).toEqual([act(3), act(2)]);
  expect(audit.ofPhone(4, 0, 1)).toEqual([act(3)]);
});

test('several calls in one transaction are kept together or not at all', async () => {
  const { phones, audit, configs, siteId, inOneTransaction } = await openWithSite();
  expect(() =>
    inOneTransaction(() => {
      phones.insert(phoneRecord(siteId, 1));
      audit.append(siteId, { at: 1, actor: 'a', action: 'phone-added', phoneId: 1, detail: '' });
      phones.insert(phoneRecord(siteId, 1));
    }),
  ).toThrow('MAC_DUPLICATE');
  expect(phones.all(siteId)).toEqual([]);
  expect(audit.ofPhone(1, 0, 9)).toEqual([]);
  const published = inOneTransaction(() => {
    configs.publish(siteId, { number: 1, message: '', author: '', at: 1, changedPhones: 0 }, [], []);
    return phones.insert(phoneRecord(siteId, 1)).siteId;
  });
  expect(published).toBe(siteId);
  expect(configs.history(siteId)).toHaveLength(1);
});

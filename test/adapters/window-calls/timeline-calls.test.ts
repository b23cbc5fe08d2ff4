// The picture of a day as the window asks for it: what was, what is expected, whose fault a gap is.
import { expect, test } from 'vitest';
import { absenceHandlers } from '../../../electron/adapters/window-calls/absence-handlers';
import type { CallContext } from '../../../electron/adapters/window-calls/handlers';
import { timingHandlers } from '../../../electron/adapters/window-calls/timing-handlers';
import { hour, mac, minute, openSite, second, settled, valueOf, type TestSite } from '../../support/site';

const day = 24 * hour;
const monday = Date.UTC(2026, 0, 5);

function context(site: TestSite): CallContext {
  return { actor: 'test', services: site.services };
}

function span(from: number, to: number): { from: string; to: string } {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** Site at UTC; phones that took everything on Monday at 09:00. */
async function siteOf(phones: number, ...lines: string[]): Promise<TestSite> {
  const site = await openSite({ facts: { timeZone: 'UTC', ntp: '192.0.2.9' } });
  site.file('site', ...lines);
  for (let n = 1; n <= phones; n++) {
    site.add(n, { model: 'KX-UT136', name: `Desk ${n}`, group: n % 2 ? 'Odd' : null });
    site.boot(n);
  }
  return site;
}

async function timeline(site: TestSite, from: number, to: number) {
  return valueOf(await timingHandlers['checks.timeline'](span(from, to), context(site)));
}

/** `05T09:00 2/0`: day, minute, checks, resyncs. */
function shown(minutes: readonly { at: string; checks: number; resyncs: number }[]): string[] {
  return minutes.map(({ at, checks, resyncs }) => `${at.slice(8, 16)} ${checks}/${resyncs}`);
}

test('a day shows what phones did until now, and what is expected from now on', async () => {
  const site = await siteOf(3, 'CFG_RESYNC_TIME="02:00"');
  site.clock.advance(17 * hour + 30 * second);
  site.takeFiles(1);
  site.takeFiles(2);
  site.clock.advance(hour);
  valueOf(site.services.resync.start({ macs: [mac(3)] }, 'test'));
  await settled();
  site.clock.advance(second);
  site.takeFiles(3);
  await settled();
  site.clock.advance(minute);
  const picture = await timeline(site, monday, monday + 3 * day);
  expect(shown(picture.minutes)).toEqual(['05T09:00 3/0', '06T02:00 2/0', '06T03:00 0/1', '07T02:00 3/0']);
  expect(picture).toMatchObject({ timeZone: 'UTC', comfortablePerMinute: 12, predicted: 3, neverSeen: 0, away: [] });
});

test('checks that found nobody stay where they were expected, also when the phones have come since', async () => {
  const site = await siteOf(2, 'CFG_RESYNC_TIME="02:00"');
  site.clock.advance(22.5 * hour);
  site.wakeFrom(monday + 23 * hour + 50 * minute);
  site.takeFiles(1);
  site.clock.advance(minute);
  const picture = await timeline(site, monday + 12 * hour, monday + 2 * day);
  expect(shown(picture.minutes)).toEqual(['06T02:00 2/0', '06T07:30 1/0']);
  expect(picture.away).toEqual([
    { from: '2026-01-05T23:50:00.000+00:00', to: '2026-01-06T07:30:00.000+00:00', cause: 'asleep' },
  ]);
});

test('a phone that was added after an absence is not counted in it', async () => {
  const site = await siteOf(1, 'CFG_RESYNC_TIME="02:00"');
  site.clock.advance(22.5 * hour);
  site.wakeFrom(monday + 23 * hour);
  site.add(2, { model: 'KX-UT136' });
  site.boot(2);
  expect(shown((await timeline(site, monday + 12 * hour, monday + 30 * hour)).minutes)).toEqual(['06T02:00 1/0']);
});

test('phones on an interval are expected at every one of them, an absence brings their retries', async () => {
  const site = await siteOf(1, 'CFG_CYCLIC="Y"', 'CFG_CYCLIC_INTVL="600"', 'CFG_RTRY_INTVL="60"');
  const { minutes } = await timeline(site, monday, monday + 2 * day);
  expect(shown(minutes)).toEqual(['05T19:00 1/0', '06T05:00 1/0', '06T15:00 1/0']);
  site.clock.advance(13 * hour);
  site.wakeFrom(monday + 18 * hour);
  const after = await timeline(site, monday + 12 * hour, monday + 30 * hour);
  expect(shown(after.minutes)).toEqual([
    '05T19:00 1/0',
    '05T20:00 1/0',
    '05T21:00 1/0',
    '05T22:00 1/0',
    '06T05:00 1/0',
  ]);
});

test('a phone that asks every minute of eight days is drawn in every one', async () => {
  const site = await siteOf(1, 'CFG_CYCLIC="Y"', 'CFG_CYCLIC_INTVL="1"');
  const from = site.clock.now() + 1;
  const { minutes } = await timeline(site, from, from + 8 * day);
  expect(minutes).toHaveLength(8 * 1440);
  expect(minutes.every(({ checks }) => checks === 1)).toBe(true);
});

test('more than eight days, or none, is no picture', async () => {
  const site = await siteOf(0);
  for (const input of [span(monday, monday + 9 * day), span(monday, monday)]) {
    const answers = [
      await timingHandlers['checks.timeline'](input, context(site)),
      await timingHandlers['checks.who'](input, context(site)),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, problem: { code: 'VALUE_INVALID' } });
  }
  const unknown = await timingHandlers['phones.timeline'](
    { mac: mac(9), ...span(monday, monday + day) },
    context(site),
  );
  expect(unknown).toMatchObject({ ok: false, problem: { code: 'PHONE_UNKNOWN' } });
});

test('who asks in a minute is told in order of time, those that found nobody too', async () => {
  const site = await siteOf(2, 'CFG_RESYNC_TIME="02:00"');
  const ask = async (from: number, to: number) =>
    valueOf(await timingHandlers['checks.who'](span(from, to), context(site)));
  const night = monday + 26 * hour;
  const expected = await ask(night, night + minute);
  expect(expected).toMatchObject({
    more: false,
    phones: [
      { mac: mac(1), name: 'Desk 1', extension: '211', group: 'Odd', trigger: 'fixed-time', outcome: 'reached' },
      { mac: mac(2), name: 'Desk 2', extension: '212', group: null, trigger: 'fixed-time', outcome: 'reached' },
    ],
  });
  site.clock.advance(17 * hour + 10 * second);
  site.takeFiles(2);
  site.clock.advance(30 * hour);
  site.wakeFrom(monday + 2 * day);
  expect((await ask(night, night + minute)).phones).toMatchObject([
    { mac: mac(2), trigger: 'fixed-time', outcome: 'reached' },
  ]);
  expect((await ask(night + day, night + day + minute)).phones).toMatchObject([
    { mac: mac(1), outcome: 'unreachable' },
    { mac: mac(2), outcome: 'unreachable' },
  ]);
});

test('check times are told with the layer that sets them today', async () => {
  const site = await siteOf(4, 'CFG_RESYNC_TIME="02:00"');
  site.file('group:Odd', 'CFG_RESYNC_TIME=""', 'CFG_CYCLIC="Y"', 'CFG_CYCLIC_INTVL="240"');
  site.publish();
  for (const n of [1, 3]) site.takeFiles(n);
  site.add(5);
  const sources = async () => valueOf(await timingHandlers['checks.sources']({}, context(site)));
  expect(await sources()).toEqual({
    sources: [
      {
        words: 'Every 4 h after start',
        parameter: 'CFG_CYCLIC_INTVL',
        layer: 'Group Odd',
        phones: 2,
        nextAt: '2026-01-05T13:00:00.000+00:00',
      },
      {
        words: 'Daily at 02:00',
        parameter: 'CFG_RESYNC_TIME',
        layer: 'Site file',
        phones: 2,
        nextAt: '2026-01-06T02:00:00.000+00:00',
      },
    ],
    predicted: 4,
    neverSeen: 1,
  });
  site.file('site', 'DSCP_SIP_1="26"');
  site.publish();
  expect((await sources()).sources[1]).toMatchObject({ words: 'Daily at 02:00', layer: null });
});

test('one phone: what was expected beside what it did, and what it missed', async () => {
  const site = await siteOf(1, 'CFG_RESYNC_TIME="02:00"');
  const asked = async () =>
    valueOf(await timingHandlers['phones.timeline']({ mac: mac(1), ...span(monday, monday + 5 * day) }, context(site)));
  site.clock.advance(17 * hour + 20 * second);
  site.takeFiles(1);
  site.clock.advance(29 * hour);
  site.wakeFrom(monday + 47 * hour);
  site.clock.advance(20 * hour);
  const { expected, happened, away, notes } = await asked();
  expect(expected.map(({ at, outcome }) => `${at.slice(8, 16)} ${outcome}`)).toEqual([
    '06T02:00 reached',
    '07T02:00 unreachable',
    '08T02:00 reached',
    '09T02:00 reached',
  ]);
  expect(happened.map(({ at, what, words }) => `${at.slice(8, 16)} ${what}: ${words}`)).toEqual([
    '05T09:00 check: Asked at another time, when it was switched on perhaps',
    '06T02:00 check: Asked at its fixed time',
    '08T02:00 missed: Did not ask at 02:00, although this laptop was serving',
  ]);
  expect(away).toHaveLength(1);
  expect(notes.map(({ code }) => code)).toContain('FIXED_TIME');
});

test('nights before its time was changed are not held against a phone', async () => {
  const site = await siteOf(1, 'CFG_RESYNC_TIME="02:00"');
  for (let night = 0; night < 2; night++) {
    site.clock.advance(night === 0 ? 17 * hour : day);
    site.takeFiles(1);
  }
  site.file('site', 'CFG_RESYNC_TIME="05:00"');
  site.publish();
  site.clock.advance(hour);
  site.takeFiles(1);
  site.clock.advance(6 * hour);
  const { happened } = valueOf(
    await timingHandlers['phones.timeline']({ mac: mac(1), ...span(monday, monday + 3 * day) }, context(site)),
  );
  expect(happened.filter(({ what }) => what === 'missed').map(({ at }) => at.slice(8, 16))).toEqual(['07T05:00']);
});

test('a resync and a refusal stand in the story of a phone', async () => {
  const site = await siteOf(1);
  site.clock.advance(hour);
  valueOf(site.services.resync.start({ macs: [mac(1)] }, 'test'));
  await settled();
  site.takeFiles(1);
  await settled();
  site.clock.advance(hour);
  site.askFirst(1);
  site.clock.advance(second);
  const { happened } = valueOf(
    await timingHandlers['phones.timeline']({ mac: mac(1), ...span(monday, monday + day) }, context(site)),
  );
  expect(happened.map(({ at, what, words }) => `${at.slice(11, 16)} ${what}: ${words}`)).toEqual([
    '09:00 check: Asked at another time, when it was switched on perhaps',
    '10:00 resync: Resynced',
    `11:00 refused: Refused ${mac(1)}.cfg: it is not armed`,
  ]);
});

test('the review lists missed and away phones, newest first, each with whose fault it was', async () => {
  const site = await siteOf(3, 'CFG_RESYNC_TIME="02:00"');
  site.clock.advance(17 * hour);
  site.takeFiles(1);
  site.takeFiles(2);
  site.clock.advance(23 * hour);
  site.services.timingSettings.change({ catchUp: 'ask' }, 'test');
  site.services.catchUp.start();
  site.clock.advance(4 * hour);
  site.wakeFrom(monday + 47 * hour);
  site.clock.advance(10 * second);
  const review = async () => valueOf(await absenceHandlers['absence.review']({}, context(site)));
  expect(await review()).toEqual({
    phones: [
      {
        mac: mac(1),
        name: 'Desk 1',
        group: 'Odd',
        state: 'away',
        dueAt: '2026-01-07T02:00:00.000+00:00',
        lastFetchAt: '2026-01-06T02:00:00.000+00:00',
        nextCheckAt: '2026-01-08T02:00:00.000+00:00',
        why: 'This laptop was asleep from 23:00 to 05:00.',
      },
      expect.objectContaining({ mac: mac(2), state: 'away' }),
      expect.objectContaining({
        mac: mac(3),
        state: 'missed',
        dueAt: '2026-01-06T02:00:00.000+00:00',
        why: 'This laptop was serving at 02:00, and the phone did not ask.',
      }),
    ],
    catchUp: {
      mode: 'ask',
      state: 'asking',
      phones: 2,
      why: 'This laptop was asleep from 23:00 to 05:00; 2 phones found nobody at their check.',
      run: null,
    },
  });
  const { run } = valueOf(await absenceHandlers['absence.catchUp']({}, context(site)));
  expect(run).toMatchObject({ total: 2, cause: expect.stringContaining('2 phones found nobody') as string });
  expect((await review()).catchUp).toMatchObject({ state: 'running', run: { id: run.id } });
  expect(await absenceHandlers['absence.dismiss']({}, context(site))).toEqual({ ok: true, value: {} });
});

test('a phone is not blamed for nights before anything was recorded', async () => {
  const site = await siteOf(1, 'CFG_RESYNC_TIME="02:00"');
  site.clock.advance(3 * day);
  site.recordedSince = monday + day + 12 * hour;
  const { happened } = valueOf(
    await timingHandlers['phones.timeline']({ mac: mac(1), ...span(monday, monday + 4 * day) }, context(site)),
  );
  expect(happened.filter(({ what }) => what === 'missed').map(({ at }) => at.slice(8, 16))).toEqual([
    '07T02:00',
    '08T02:00',
  ]);
});

test('a check on an interval that our absence may have hidden is not held against a phone', async () => {
  const site = await siteOf(1, 'CFG_CYCLIC="Y"', 'CFG_CYCLIC_INTVL="1440"', 'CFG_RTRY_INTVL="1440"');
  site.clock.advance(4 * hour);
  site.takeFiles(1);
  site.clock.advance(21.5 * hour);
  site.wakeFrom(monday + day + 8.5 * hour);
  site.clock.advance(2 * day);
  const { happened } = valueOf(
    await timingHandlers['phones.timeline']({ mac: mac(1), ...span(monday, monday + 4 * day) }, context(site)),
  );
  expect(happened.filter(({ what }) => what === 'missed').map(({ at }) => at.slice(8, 16))).toEqual(['07T13:00']);
});

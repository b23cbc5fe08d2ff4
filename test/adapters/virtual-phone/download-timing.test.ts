import { expect, test } from 'vitest';
import { labClock } from '../../../electron/adapters/clock/lab-clock';
import { InProcessNetwork } from '../../../electron/adapters/virtual-phone/in-process-network';
import { startVirtualPhones } from '../../../electron/adapters/virtual-phone/start-virtual-phones';
import { TestClock } from '../../support/test-clock';
import { configFile } from './file-server';
import { PhoneLab } from './phone-lab';

const noon = '2026-01-05T12:00:00+01:00';

test('powered on at 12:00 with 02:00 it asks at power-on, then at 02:00 each night', async () => {
  const lab = new PhoneLab(noon);
  lab.settings = { CFG_RESYNC_TIME: '02:00', NTP_ADDR: '192.0.2.1' };
  await lab.boot();
  lab.clock.advance(3 * 86_400_000);
  expect(lab.checks()).toEqual([
    '01-05 12:00 power-on',
    '01-06 02:00 fixed-time',
    '01-07 02:00 fixed-time',
    '01-08 02:00 fixed-time',
  ]);
});

test('cyclic checks count from start-up, whatever came between', async () => {
  const lab = new PhoneLab(noon);
  lab.settings = { CFG_CYCLIC: 'Y', CFG_CYCLIC_INTVL: '600' };
  const phone = await lab.boot();
  lab.clock.advance(3_600_000);
  await phone.resync();
  expect(lab.checksWithin(1)).toEqual(['01-05 22:00 cyclic', '01-06 08:00 cyclic']);
});

test('read the other way, cyclic checks count from the last good run', async () => {
  const lab = new PhoneLab(noon);
  lab.settings = { CFG_CYCLIC: 'Y', CFG_CYCLIC_INTVL: '600' };
  const phone = await lab.boot({ choices: { cyclicCountsFrom: 'last-good-run' } });
  lab.clock.advance(3_600_000);
  await phone.resync();
  expect(lab.checksWithin(0.5)).toEqual(['01-05 23:00 cyclic']);
});

test('after a run that failed it tries again every CFG_RTRY_INTVL minutes until one succeeds', async () => {
  const lab = new PhoneLab(noon);
  lab.settings = { CFG_CYCLIC: 'Y', CFG_CYCLIC_INTVL: '600', CFG_RTRY_INTVL: '45' };
  await lab.boot();
  lab.clock.advance(9 * 3_600_000);
  lab.server = 'is away';
  lab.clock.advance(2.6 * 3_600_000);
  lab.server = 'refuses';
  lab.clock.advance(3_600_000);
  lab.server = 'answers';
  lab.clock.advance(6 * 3_600_000);
  expect(lab.checks()).toEqual([
    '01-05 12:00 power-on',
    '01-05 22:00 cyclic nobody',
    '01-05 22:45 retry nobody',
    '01-05 23:30 retry nobody',
    '01-06 00:15 retry 503',
    '01-06 01:00 retry',
  ]);
});

test('a factory-fresh phone that finds nobody tries again every 30 minutes, as the sample files have it', async () => {
  const lab = new PhoneLab(noon);
  lab.server = 'is away';
  await lab.boot();
  expect(lab.checksWithin(0.05)).toEqual(['01-05 12:30 retry nobody', '01-05 13:00 retry nobody']);
});

test('beside a valid fixed time there is neither a cyclic check nor a retry', async () => {
  const lab = new PhoneLab(noon);
  lab.settings = {
    CFG_RESYNC_TIME: '02:00',
    NTP_ADDR: '192.0.2.1',
    CFG_CYCLIC: 'Y',
    CFG_CYCLIC_INTVL: '60',
    CFG_RTRY_INTVL: '5',
  };
  await lab.boot();
  lab.server = 'is away';
  expect(lab.checksWithin(1)).toEqual(['01-06 02:00 fixed-time nobody']);
  lab.server = 'answers';
  expect(lab.checksWithin(1)).toEqual(['01-07 02:00 fixed-time']);
});

test.each(['24:00', '2:00', '02:60', 'two', ' 02:00'])('%j is no time, so cyclic checks go on', async (text) => {
  const lab = new PhoneLab(noon);
  lab.settings = { CFG_RESYNC_TIME: text, NTP_ADDR: '192.0.2.1', CFG_CYCLIC: 'Y', CFG_CYCLIC_INTVL: '720' };
  await lab.boot();
  expect(lab.checksWithin(1)).toEqual(['01-06 00:00 cyclic', '01-06 12:00 cyclic']);
});

test.each(['0', '40321', 'weekly'])('CFG_CYCLIC_INTVL="%s" is no interval', async (text) => {
  const lab = new PhoneLab(noon);
  lab.settings = { CFG_CYCLIC: 'Y', CFG_CYCLIC_INTVL: text };
  await lab.boot();
  expect(lab.checksWithin(60)).toEqual([]);
});

test('a phone whose clock nothing sets asks at power-on and never again', async () => {
  const lab = new PhoneLab(noon);
  lab.settings = { CFG_RESYNC_TIME: '02:00', CFG_CYCLIC: 'Y' };
  const phone = await lab.boot();
  expect(lab.checksWithin(30)).toEqual([]);
  expect(phone.clockIsSet).toBe(false);
});

test('a NOTIFY may come at any time and does not move the fixed time', async () => {
  const lab = new PhoneLab('2026-01-06T01:58:00+01:00');
  lab.settings = { CFG_RESYNC_TIME: '02:00', NTP_ADDR: '192.0.2.1' };
  const phone = await lab.boot();
  lab.clock.advance(60_000);
  await phone.resync();
  expect(lab.checksWithin(1)).toEqual(['01-06 02:00 fixed-time']);
});

test('what a run brings counts from then on: another time the same night, then none', async () => {
  const lab = new PhoneLab(noon);
  lab.settings = { CFG_RESYNC_TIME: '02:00', NTP_ADDR: '192.0.2.1' };
  await lab.boot();
  lab.settings = { ...lab.settings, CFG_RESYNC_TIME: '03:30' };
  expect(lab.checksWithin(1)).toEqual(['01-06 02:00 fixed-time', '01-06 03:30 fixed-time']);
  lab.settings = { ...lab.settings, CFG_RESYNC_TIME: '', CFG_CYCLIC: 'Y', CFG_CYCLIC_INTVL: '720' };
  expect(lab.checksWithin(1)).toEqual(['01-07 03:30 fixed-time', '01-07 12:00 cyclic']);
});

test('a setting made by hand counts at once, and comes back after every run', async () => {
  const lab = new PhoneLab(noon);
  lab.settings = { CFG_RESYNC_TIME: '02:00', NTP_ADDR: '192.0.2.1' };
  const phone = await lab.boot();
  phone.setByHand('CFG_RESYNC_TIME', '18:00');
  expect(lab.checksWithin(2)).toEqual(['01-05 18:00 fixed-time', '01-06 18:00 fixed-time']);
});

test('PROVISION_ENABLE="N" ends every download', async () => {
  const lab = new PhoneLab(noon);
  lab.settings = { CFG_RESYNC_TIME: '02:00', NTP_ADDR: '192.0.2.1', PROVISION_ENABLE: 'N' };
  const phone = await lab.boot();
  expect(lab.checksWithin(3)).toEqual([]);
  await phone.powerCycle();
  expect(lab.checks()).toEqual(['01-05 12:00 power-on']);
});

test('powered on at its very fixed time it asks once; read the other way twice', async () => {
  for (const fixedTimeAtPowerOn of ['power-on-alone', 'both'] as const) {
    const lab = new PhoneLab('2026-01-06T02:00:00+01:00');
    lab.settings = { CFG_RESYNC_TIME: '02:00', NTP_ADDR: '192.0.2.1' };
    await lab.boot({ choices: { fixedTimeAtPowerOn } });
    lab.clock.advance(60_000);
    const again = fixedTimeAtPowerOn === 'both' ? ['01-06 02:00 fixed-time'] : [];
    expect(lab.checks()).toEqual(['01-06 02:00 power-on', ...again]);
  }
});

const posix = { LOCAL_TIME_ZONE_POSIX: 'EST5EDT,M3.2.0,M11.1.0' };
const fields = {
  TIME_ZONE: '-300',
  DST_ENABLE: 'Y',
  DST_START_MONTH: '3',
  DST_START_ORDINAL_DAY: '2',
  DST_START_DAY_OF_WEEK: '0',
  DST_START_TIME: '120',
  DST_STOP_MONTH: '11',
  DST_STOP_ORDINAL_DAY: '1',
  DST_STOP_DAY_OF_WEEK: '0',
  DST_STOP_TIME: '120',
};

test.each([
  ['a POSIX line', posix, 'KX-UT136', 'Asia/Tokyo'],
  ['DST_* fields', fields, 'KX-UT136', 'Asia/Tokyo'],
  [
    'an offset alone, where that is the standard time of its place',
    { TIME_ZONE: '-300' },
    'KX-UT136',
    'America/New_York',
  ],
  ['nothing it can read', { TIME_ZONE: 'GMT -5:00' }, 'KX-TGP600', 'America/New_York'],
  ['a code nobody knows', { TIME_ZONE_COUNTRY: '-70003', TIME_ZONE: '540' }, 'KX-UT670', 'America/New_York'],
])('by %s it asks over both nights in which clocks are moved as people there do', async (_, zone, model, timeZone) => {
  const days = async (startsAt: string, time: string): Promise<number[]> => {
    const lab = new PhoneLab(startsAt);
    lab.settings = { CFG_RESYNC_TIME: time, NTP_ADDR: '192.0.2.1', ...zone };
    await lab.boot({ model, timeZone });
    lab.clock.advance(3 * 86_400_000);
    return lab
      .told('request')
      .filter(({ trigger }) => trigger === 'fixed-time')
      .map(({ at }) => Date.parse(at));
  };
  const utc = (...times: string[]): number[] => times.map((time) => Date.parse(`2026-${time}Z`));
  // 02:30 is left out on 8 March, 01:30 is shown twice on 1 November.
  expect(await days('2026-03-07T12:00:00Z', '02:30')).toEqual(utc('03-08T07:30', '03-09T06:30', '03-10T06:30'));
  expect(await days('2026-10-31T12:00:00Z', '01:30')).toEqual(utc('11-01T05:30', '11-02T06:30', '11-03T06:30'));
});

test('an offset alone stays where it is in a place of other time, or where it is read so', async () => {
  const seen: string[][] = [];
  for (const [timeZone, daylightWhenNotHeld] of [
    ['Asia/Tokyo', 'as-where-it-stands'],
    ['America/New_York', 'off'],
  ] as const) {
    const lab = new PhoneLab('2026-07-01T00:00:00Z');
    lab.settings = { CFG_RESYNC_TIME: '02:30', NTP_ADDR: '192.0.2.1', TIME_ZONE: '-300' };
    await lab.boot({ timeZone, choices: { daylightWhenNotHeld } });
    lab.clock.advance(86_400_000);
    seen.push(lab.told('next-check').map(({ nextCheckAt }) => new Date(nextCheckAt ?? 0).toISOString()));
  }
  const all = ['2026-07-01T07:30:00.000Z', '2026-07-02T07:30:00.000Z'];
  expect(seen).toEqual([all, all]);
});

test('the next check is told when it is another one, and when there is none any more', async () => {
  const lab = new PhoneLab(noon);
  lab.settings = { CFG_CYCLIC: 'Y', CFG_CYCLIC_INTVL: '600' };
  const phone = await lab.boot();
  await phone.resync();
  lab.settings = { CFG_CYCLIC: 'N' };
  await phone.resync();
  expect(lab.told('next-check')).toEqual([
    {
      mac: '0080F0A1B2C3',
      at: '2026-01-05T12:00:00.000+01:00',
      event: 'next-check',
      nextCheckAt: '2026-01-05T22:00:00.000+01:00',
      trigger: 'cyclic',
    },
    { mac: '0080F0A1B2C3', at: '2026-01-05T12:00:00.000+01:00', event: 'next-check', nextCheckAt: null, trigger: null },
  ]);
});

test('a stopped phone never asks again', async () => {
  const lab = new PhoneLab(noon);
  lab.settings = { CFG_CYCLIC: 'Y', CFG_CYCLIC_INTVL: '60', NTP_ADDR: '192.0.2.1' };
  const phone = await lab.boot();
  await phone.stop();
  expect(lab.clock.pending).toBe(0);
  expect(lab.checksWithin(1)).toEqual([]);
});

test('two thousand phones live through a week of one lab clock, by steps, at a rate, and not while it stands', async () => {
  const real = new TestClock(0);
  const clock = labClock({ startMs: Date.parse(noon), rate: 3_600 }, real);
  clock.pause();
  const file = Buffer.from(configFile({ CFG_STANDARD_FILE_PATH: 'http://lab/own.cfg', CFG_RESYNC_TIME: '02:00' }));
  const network = new InProcessNetwork({ answer: () => ({ status: 200, body: file }) }, clock);
  let checks = 0;
  const fleet = await startVirtualPhones(
    {
      mac: '0080F0000001',
      model: 'KX-UT670',
      bootstrapUrl: 'http://lab/',
      address: '10.0.0.1',
      sipPort: 5060,
      count: 2_000,
      timeZone: 'Europe/Berlin',
      clockSet: 'given',
    },
    {
      clock,
      transport: network,
      random: Math.random,
      hasAddress: () => Promise.resolve(true),
      emit: ({ event }) => (checks += event === 'applied' ? 1 : 0),
    },
  );
  expect(checks).toBe(2_000);
  real.advance(60_000);
  expect(checks).toBe(2_000);
  clock.step(6 * 86_400_000);
  expect(checks).toBe(7 * 2_000);
  clock.run();
  // 24 virtual hours.
  real.advance(24_000);
  expect(checks).toBe(8 * 2_000);
  await fleet.stop();
});

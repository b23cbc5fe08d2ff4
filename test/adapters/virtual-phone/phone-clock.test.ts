import dgram from 'node:dgram';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { SntpServer } from '../../../electron/adapters/sntp-server/sntp-server';
import { askTimeServer, readTimeAnswer, timeQuestion } from '../../../electron/adapters/virtual-phone/ask-time-server';
import { socketTransport } from '../../../electron/adapters/virtual-phone/socket-transport';
import type { TimeAnswer } from '../../../electron/services/provisioning/clock-quality';
import { TestClock } from '../../support/test-clock';
import { configFile } from './file-server';
import { openBench } from './phone-bench';
import { PhoneLab } from './phone-lab';

const noon = '2026-01-05T12:00:00+01:00';
const fixed = { CFG_RESYNC_TIME: '02:00', NTP_ADDR: 'time.lab' };

test('the clock is set by the first answer of NTP_ADDR, and only then the fixed time comes', async () => {
  const lab = new PhoneLab(noon);
  lab.settings = { ...fixed, TIME_SYNC_INTVL: '3600' };
  lab.timeAheadMs = null;
  const phone = await lab.boot();
  expect([phone.clockIsSet, lab.checksWithin(1)]).toEqual([false, []]);
  lab.timeAheadMs = 0;
  expect(lab.checksWithin(1)).toEqual(['01-07 02:00 fixed-time']);
  expect(phone.clockIsSet).toBe(true);
});

test('it asks again after TIME_SYNC_INTVL without an answer, and after TIME_QUERY_INTVL with one', async () => {
  const lab = new PhoneLab(noon);
  lab.settings = { ...fixed, TIME_SYNC_INTVL: '600', TIME_QUERY_INTVL: '7200' };
  lab.timeAheadMs = null;
  await lab.boot();
  lab.clock.advance(3_000_000);
  expect(lab.askedTime).toHaveLength(6);
  lab.timeAheadMs = 0;
  lab.clock.advance(600_000 + 3 * 7_200_000);
  expect(lab.askedTime).toHaveLength(10);
});

test('unset intervals are those of the sample files, a minute and twelve hours', async () => {
  const lab = new PhoneLab(noon);
  lab.settings = fixed;
  lab.timeAheadMs = null;
  await lab.boot();
  lab.clock.advance(60_000);
  lab.timeAheadMs = 0;
  lab.clock.advance(60_000 + 43_200_000);
  expect(lab.askedTime).toHaveLength(4);
});

test('a new NTP_ADDR is asked at once', async () => {
  const lab = new PhoneLab(noon);
  lab.settings = fixed;
  const phone = await lab.boot();
  lab.settings = { ...fixed, NTP_ADDR: 'other.lab' };
  await phone.resync();
  expect(lab.askedTime).toEqual(['time.lab', 'other.lab']);
});

test('the phone goes by what the time server says, also when that is wrong', async () => {
  const lab = new PhoneLab(noon);
  lab.settings = fixed;
  lab.timeAheadMs = 3 * 3_600_000;
  await lab.boot();
  expect(lab.checksWithin(1)).toEqual(['01-05 23:00 fixed-time']);
});

test('a clock set back a little does not make the same fixed time come again', async () => {
  const lab = new PhoneLab('2026-01-06T01:00:00+01:00');
  lab.settings = { ...fixed, TIME_QUERY_INTVL: '3610' };
  await lab.boot();
  lab.clock.advance(3_605_000);
  lab.timeAheadMs = -60_000;
  expect(lab.checksWithin(0.5)).toEqual([]);
  expect(lab.checksWithin(1)).toEqual(['01-07 02:01 fixed-time']);
});

test('power-off loses the time', async () => {
  const lab = new PhoneLab(noon);
  lab.settings = fixed;
  const phone = await lab.boot();
  lab.timeAheadMs = null;
  await phone.powerCycle();
  expect(phone.clockIsSet).toBe(false);
});

test.each([
  ['given', true],
  ['never', false],
] as const)('by option its clock is set from the start, or never', async (clockSet, isSet) => {
  const lab = new PhoneLab(noon);
  lab.settings = clockSet === 'given' ? { CFG_RESYNC_TIME: '02:00' } : fixed;
  const phone = await lab.boot({ clockSet });
  expect(phone.clockIsSet).toBe(isSet);
  expect(lab.checksWithin(1)).toEqual(isSet ? ['01-06 02:00 fixed-time'] : []);
});

test('over a real socket a phone takes the time from our own server, and none from one that is not synchronised', async () => {
  const clock = new TestClock(Date.parse('2027-06-01T00:00:00Z'));
  let answer: TimeAnswer = { kind: 'local', stratum: 10, referenceId: 'LOCL' };
  const server = new SntpServer({ clock, realClock: clock, mode: () => answer });
  const listening = await server.listen('127.0.0.1', 0);
  onTestFinished(() => server.close());
  const port = listening.ok ? listening.value.port : 0;

  const bench = await openBench();
  const own = {
    CFG_STANDARD_FILE_PATH: `${bench.server.url}/own.cfg`,
    CFG_RESYNC_TIME: '02:00',
    NTP_ADDR: '127.0.0.1',
  };
  bench.server.files.set('/KX-UT670.cfg', configFile(own)).set('/own.cfg', configFile(own));
  const transport = socketTransport({ requestsAtOnce: 8, timePort: port });
  const phone = bench.phone({ address: '127.0.0.9' }, transport);
  await phone.start();
  await expect.poll(() => phone.clockIsSet).toBe(true);
  // 02:00 of 1 June in Berlin, while the bench itself stands at 10:00 of 3 March 2025.
  expect(bench.told('next-check')).toMatchObject([
    { nextCheckAt: '2025-03-04T10:00:00.000+01:00', trigger: 'fixed-time' },
  ]);

  answer = { kind: 'refuse' };
  expect(await transport.askTime('127.0.0.1', '127.0.0.9')).toBeNull();
});

test('nobody there, a name on loopback, and noise give no time', async () => {
  const noise = dgram.createSocket('udp4');
  onTestFinished(() => void noise.close());
  noise.on('message', (_, { port, address }) => noise.send('no time', port, address));
  noise.bind(0, '127.0.0.1');
  await once(noise, 'listening');
  const ports = [noise.address().port, 1];
  const asked = ports.map((port) => askTimeServer({ address: '127.0.0.1', port }, '127.0.0.1'));
  expect(await Promise.all(asked)).toEqual([null, null]);
  const transport = socketTransport({ requestsAtOnce: 1, timePort: 123 });
  expect(await transport.askTime('time.example', '127.0.0.1')).toBeNull();
  expect(await transport.askTime('192.0.2.1', '127.0.0.1')).toBeNull();
});

test.each<[string, (answer: Buffer) => void]>([
  ['not synchronised', (answer) => answer.writeUInt8((3 << 6) | (4 << 3) | 4, 0)],
  ['a kiss of death', (answer) => answer.writeUInt8(0, 1)],
  ['beyond stratum 15', (answer) => answer.writeUInt8(16, 1)],
  ['no server', (answer) => answer.writeUInt8((4 << 3) | 3, 0)],
  ['to another question', (answer) => answer.writeUInt8(99, 24)],
  ['without a time', (answer) => answer.fill(0, 40, 48)],
])('an answer that is %s counts for nothing', (_, spoil) => {
  const question = timeQuestion(Buffer.from('question'));
  const answer = Buffer.alloc(48);
  answer.writeUInt8((4 << 3) | 4, 0);
  answer.writeUInt8(2, 1);
  answer.set(question.subarray(40), 24);
  // 1 January 2026 and, in the next era, 8 February 2036.
  answer.writeUInt32BE(3_976_214_400, 32);
  answer.writeUInt32BE(75_600, 40);
  const times = { receivedMs: Date.UTC(2026, 0, 1), sentMs: Date.UTC(2036, 1, 8, 3, 28, 16) };
  expect(readTimeAnswer(answer, question)).toEqual(times);
  spoil(answer);
  expect(readTimeAnswer(answer, question)).toBeNull();
});

// The SIP adapter against a SIP stack nobody here wrote. sipp 3.6 knows neither SHA-256 nor TLS, and answers from the port it hears
// at: Kamailio has the first two (kamailio.test.ts), test/adapters/sip the last over plain sockets.
import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { SipNotifySender } from '../../electron/adapters/sip/sip-notify-sender';
import type { NextHop, NotifyCredentials, NotifyOutcome } from '../../electron/services/resync/notify-sender';
import { fastClock } from '../support/fast-clock';
import { hear, say, startSipp, startSippOver } from './sipp';

async function notify(
  port: number,
  {
    credentials = null,
    speed = 1,
    nextHop = { kind: 'direct' },
  }: { credentials?: NotifyCredentials | null; speed?: number; nextHop?: NextHop } = {},
): Promise<{ outcome: NotifyOutcome; sentAtMs: number[]; provisionals: number[] }> {
  const sender = new SipNotifySender({
    host: '127.0.0.1',
    port: 0,
    version: '0.0.0',
    clock: fastClock(speed),
    random: randomBytes,
    fault: (error) => expect.unreachable(String(error)),
  });
  onTestFinished(() => sender.stop());
  expect(await sender.start()).toMatchObject({ ok: true });
  const startedMs = performance.now();
  const sentAtMs: number[] = [];
  const provisionals: number[] = [];
  const outcome = await sender.send(
    { target: { address: '127.0.0.1', port, user: '101' }, event: 'check-sync', credentials, nextHop },
    {
      sent: () => sentAtMs.push((performance.now() - startedMs) * speed),
      provisional: (status) => provisionals.push(status),
    },
  );
  return { outcome, sentAtMs, provisionals };
}

const credentials = { authId: '101', password: 'secret' };

/** sipp computes the digest itself: 200 when it agrees, 403 when not. It does so for Authorization only. */
const verify = [
  '<recv request="NOTIFY" timeout="10000"><action>',
  '<verifyauth assign_to="right" username="101" password="secret"/>',
  '</action></recv>',
  '<nop test="right" next="right"/>',
  say('403 Wrong Digest').replace('<send>', '<send next="end">'),
  '<label id="right"/>',
  say('200 OK'),
  '<label id="end"/>',
].join('\n');

test('sipp answers 200', async () => {
  const phone = await startSipp(hear, say('200 OK'));
  const { outcome } = await notify(phone.port);
  expect(outcome).toEqual({ kind: 'answered', status: 200, reason: 'OK' });
  await phone.played;
});

test.each(['', ', qop="auth"'])('sipp challenges by 401 (%s) and finds the digest right', async (qop) => {
  const header = `WWW-Authenticate: Digest realm="phone", nonce="4bd0c1", algorithm=MD5${qop}`;
  const phone = await startSipp(hear, say('401 Unauthorized', [header]), verify);
  const { outcome, sentAtMs } = await notify(phone.port, { credentials });
  expect(outcome).toEqual({ kind: 'answered', status: 200, reason: 'OK' });
  expect(sentAtMs).toHaveLength(2);
  await phone.played;
});

test('sipp challenges by 407 and gets the digest in Proxy-Authorization', async () => {
  const header = 'Proxy-Authenticate: Digest realm="pbx", nonce="4bd0c1", algorithm=MD5, qop="auth"';
  const proof = [
    '<recv request="NOTIFY" timeout="10000"><action>',
    '<ereg regexp="Digest .*realm=.pbx.*nc=00000001" search_in="hdr" header="Proxy-Authorization:" check_it="true" assign_to="seen"/>',
    '</action></recv>',
    '<Reference variables="seen"/>',
  ].join('\n');
  const phone = await startSipp(hear, say('407 Proxy Authentication Required', [header]), proof, say('200 OK'));
  const { outcome } = await notify(phone.port, { credentials });
  expect(outcome).toEqual({ kind: 'answered', status: 200, reason: 'OK' });
  await phone.played;
});

test('sipp finds a wrong password wrong', async () => {
  const header = 'WWW-Authenticate: Digest realm="phone", nonce="4bd0c1", algorithm=MD5, qop="auth"';
  const phone = await startSipp(hear, say('401 Unauthorized', [header]), verify);
  const { outcome } = await notify(phone.port, { credentials: { authId: '101', password: 'other' } });
  expect(outcome).toMatchObject({ status: 403 });
  await phone.played;
});

test('two losses, then 200: sipp hears it at 0, 0.5 and 1.5 s', async () => {
  const phone = await startSipp(hear, hear, hear, say('200 OK'));
  const { outcome, sentAtMs } = await notify(phone.port);
  expect(outcome).toMatchObject({ status: 200 });
  expect(sentAtMs).toHaveLength(3);
  for (const [index, dueMs] of [0, 500, 1_500].entries()) {
    expect(sentAtMs[index]).toBeGreaterThanOrEqual(dueMs - 5);
    expect(sentAtMs[index]).toBeLessThan(dueMs + 300);
  }
  await phone.played;
});

test('100, then a late 200', async () => {
  const phone = await startSipp(hear, say('100 Trying'), '<pause milliseconds="300"/>', say('200 OK'));
  const { outcome, provisionals } = await notify(phone.port);
  expect(outcome).toMatchObject({ status: 200 });
  expect(provisionals).toEqual([100]);
  await phone.played;
});

test.each(['481 Subscription Does Not Exist', '489 Bad Event', '503 Service Unavailable'])(
  'sipp refuses with %s',
  async (line) => {
    const phone = await startSipp(hear, say(line));
    const { outcome } = await notify(phone.port);
    expect(outcome).toEqual({ kind: 'answered', status: Number(line.slice(0, 3)), reason: line.slice(4) });
    await phone.played;
  },
);

test('a silent phone hears it eleven times, then it ends as silence (a clock of four times the speed)', async () => {
  const phone = await startSipp(...Array.from({ length: 11 }, () => hear));
  const { outcome } = await notify(phone.port, { speed: 4 });
  expect(outcome).toEqual({ kind: 'silence', tries: 11 });
  await phone.played;
});

test('503 with Retry-After', async () => {
  const phone = await startSipp(hear, say('503 Service Unavailable', ['Retry-After: 30']));
  const { outcome } = await notify(phone.port);
  expect(outcome).toEqual({ kind: 'answered', status: 503, reason: 'Service Unavailable', retryAfterMs: 30_000 });
  await phone.played;
});

test('an answer with another branch does not count, the right one behind it does', async () => {
  const wrong = say('500 Wrong Branch').replace('[last_Via:]', 'Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKwrong');
  const phone = await startSipp(hear, wrong, '<pause milliseconds="200"/>', say('200 OK'));
  const { outcome } = await notify(phone.port);
  expect(outcome).toEqual({ kind: 'answered', status: 200, reason: 'OK' });
  await phone.played;
});

test('over TCP sipp hears it once, challenges, and answers behind a pause', async () => {
  const header = 'WWW-Authenticate: Digest realm="phone", nonce="4bd0c1", algorithm=MD5, qop="auth"';
  const phone = await startSippOver(
    'tcp',
    hear,
    say('401 Unauthorized', [header]),
    verify.replace(say('200 OK'), `<pause milliseconds="1500"/>${say('200 OK')}`),
  );
  const nextHop: NextHop = { kind: 'proxy', host: '127.0.0.1', port: phone.port, transport: 'tcp' };
  const { outcome, sentAtMs } = await notify(phone.port, { credentials, nextHop });
  expect(outcome).toEqual({ kind: 'answered', status: 200, reason: 'OK' });
  expect(sentAtMs).toHaveLength(2);
  await phone.played;
});

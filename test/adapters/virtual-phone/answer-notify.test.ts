import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { VirtualPhoneOptions } from '../../../electron/adapters/virtual-phone/virtual-phone-options';
import { configFile } from './file-server';
import { openBench } from './phone-bench';
import { openSipAsker } from './sip-asker';

/** A phone that has booted with one standard file, and someone to send it requests. */
async function openBootedBench(parameters: Record<string, string> = {}, options: Partial<VirtualPhoneOptions> = {}) {
  const bench = await openBench();
  const own = `${bench.server.url}/own.cfg`;
  const file = configFile({ CFG_STANDARD_FILE_PATH: own, SIP_SRC_PORT_1: '5099', ...parameters });
  bench.server.files.set('/KX-UT670.cfg', file).set('/own.cfg', file);
  const phone = bench.phone(options);
  await phone.start();
  bench.askedPaths();
  return { ...bench, phone, asker: await openSipAsker(phone.sipPort) };
}

/** Long enough for a request on loopback that should not happen. */
const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));

async function untilApplied(bench: Awaited<ReturnType<typeof openBootedBench>>, times: number): Promise<void> {
  await expect.poll(() => bench.told('applied').length).toBe(times);
}

test('a NOTIFY with check-sync is answered 200 and brings the phone to its configured files', async () => {
  const bench = await openBootedBench();
  expect(await bench.asker.ask({})).toMatch(/^SIP\/2\.0 200 OK\r\n/);
  await untilApplied(bench, 2);
  expect(bench.askedPaths()).toEqual(['/own.cfg']);
  expect(bench.told('notify')).toMatchObject([{ eventText: 'check-sync', status: 200 }]);
});

test('the answer copies Via, From, To, Call-ID and CSeq, tags To and tells the source port', async () => {
  const { asker } = await openBootedBench();
  const [head, ...lines] = (await asker.ask({ cseq: 7 })).split('\r\n');
  expect(head).toBe('SIP/2.0 200 OK');
  expect(lines).toEqual([
    `Via: SIP/2.0/UDP 127.0.0.1:${asker.port};branch=z9hG4bK1;rport=${asker.port};received=127.0.0.1`,
    'Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bKfar',
    'From: <sip:prov@example.com>;tag=ours',
    expect.stringMatching(/^To: <sip:101@example\.com>;tag=[0-9a-f]{12}$/) as string,
    'Call-ID: call-1',
    'CSeq: 7 NOTIFY',
    'User-Agent: Panasonic_KX-UT670/01.302 (0080f0a1b2c3)',
    'Content-Length: 0',
    '',
    '',
  ]);
});

test.each([
  ['check-sync', 'resync', 489],
  ['check-sync', 'check-sync;reboot=true', 489],
  ['check-sync', 'Check-Sync', 489],
  ['check-sync', null, 489],
  ['resync', 'resync', 200],
  ['resync', 'check-sync', 489],
  ['check-sync;reboot=true', 'check-sync;reboot=true', 200],
  ['', '', 489],
])('configured for %j, the event %j is answered %i', async (configured, event, status) => {
  const bench = await openBootedBench({ CFG_RESYNC_FROM_SIP: configured });
  expect(await bench.asker.ask({ event })).toContain(`SIP/2.0 ${status} `);
  if (status === 200) await untilApplied(bench, 2);
  else await aMoment();
  expect(bench.askedPaths()).toEqual(status === 200 ? ['/own.cfg'] : []);
});

test('489 tells the event the phone is configured for', async () => {
  const { asker } = await openBootedBench({ CFG_RESYNC_FROM_SIP: 'resync' });
  expect(await asker.ask({})).toContain('\r\nAllow-Events: resync\r\n');
});

test('a retransmission gets the very same answer and no second run', async () => {
  const bench = await openBootedBench();
  const first = await bench.asker.ask({ branch: 'z9hG4bKsame' });
  const second = await bench.asker.ask({ branch: 'z9hG4bKsame' });
  expect(second).toBe(first);
  await aMoment();
  expect(bench.askedPaths()).toEqual(['/own.cfg']);
  expect(bench.told('notify')).toHaveLength(1);
});

test('NOTIFYs during a run are answered, and one more run follows it', async () => {
  const bench = await openBootedBench();
  let release = (): void => undefined;
  bench.server.hold = new Promise((resolve) => (release = resolve));
  await bench.asker.ask({});
  await expect.poll(() => bench.server.asked.length).toBe(3);
  expect(await bench.asker.ask({})).toContain('200 OK');
  expect(await bench.asker.ask({})).toContain('200 OK');
  bench.server.hold = null;
  release();
  await untilApplied(bench, 3);
  await aMoment();
  expect(bench.askedPaths()).toEqual(['/own.cfg', '/own.cfg']);
});

test('with PROVISION_ENABLE="N" the phone answers and downloads nothing, at power-on neither', async () => {
  const bench = await openBootedBench({ PROVISION_ENABLE: 'N' });
  expect(await bench.asker.ask({})).toContain('200 OK');
  await bench.phone.powerCycle();
  await aMoment();
  expect(bench.askedPaths()).toEqual([]);
});

test('OPTIONS is answered 200, any other method 405 with what is allowed, ACK never', async () => {
  const { asker } = await openBootedBench();
  expect(await asker.ask({ method: 'OPTIONS', event: null })).toContain('SIP/2.0 200 OK');
  const refusal = await asker.ask({ method: 'MESSAGE', event: null });
  expect(refusal).toContain('SIP/2.0 405 Method Not Allowed');
  expect(refusal).toContain('\r\nAllow: NOTIFY, OPTIONS\r\n');
  asker.send({ method: 'ACK' });
  await aMoment();
  expect(asker.answers).toHaveLength(2);
});

test('the compact name of the Event header is understood', async () => {
  const { asker } = await openBootedBench();
  expect(await asker.ask({ event: null, headers: ['o: check-sync'] })).toContain('200 OK');
});

test('the SIP port stays what was given, whatever SIP_SRC_PORT_1 says', async () => {
  const { phone } = await openBootedBench();
  expect(phone.settings.get('SIP_SRC_PORT_1')).toBe('5099');
  expect(phone.sipPort).not.toBe(5099);
});

test('a second phone on the same port is told so', async () => {
  const { phone: first, phone } = { ...(await openBootedBench()) };
  const bench = await openBench();
  await expect(bench.phone({ sipPort: first.sipPort }).start()).rejects.toMatchObject({
    problem: { code: 'PORT_IN_USE' },
  });
  await expect(bench.phone({ address: '192.0.2.77' }).start()).rejects.toMatchObject({
    problem: { code: 'ADDRESS_NOT_HERE' },
  });
  expect(phone.sipPort).toBe(first.sipPort);
});

test('planted: silence', async () => {
  const bench = await openBootedBench({}, { faults: { answerNotify: 'silence' } });
  bench.asker.send({});
  await expect.poll(() => bench.told('notify').length).toBe(1);
  await aMoment();
  expect(bench.asker.answers).toEqual([]);
  expect(bench.told('notify')).toMatchObject([{ status: null }]);
  expect(bench.askedPaths()).toEqual([]);
});

test('planted: a status of its own', async () => {
  const bench = await openBootedBench({}, { faults: { answerNotify: 481 } });
  expect(await bench.asker.ask({})).toContain('SIP/2.0 481 Call/Transaction Does Not Exist');
  await aMoment();
  expect(bench.askedPaths()).toEqual([]);
});

test('planted: says OK and never comes', async () => {
  const bench = await openBootedBench({}, { faults: { ignoreAfterAnswer: true } });
  expect(await bench.asker.ask({})).toContain('200 OK');
  await aMoment();
  expect(bench.askedPaths()).toEqual([]);
});

test('planted: the first two NOTIFYs get lost, the retransmission after them is answered', async () => {
  const bench = await openBootedBench({}, { faults: { loseNotifies: 2 } });
  bench.asker.send({ branch: 'z9hG4bKsame' });
  bench.asker.send({ branch: 'z9hG4bKsame' });
  expect(await bench.asker.ask({ branch: 'z9hG4bKsame' })).toContain('200 OK');
  expect(bench.asker.answers).toHaveLength(1);
  expect(bench.told('notify')).toHaveLength(1);
});

test('planted: a challenge, which only the right password answers', async () => {
  const bench = await openBootedBench({}, { faults: { challenge: { authId: '101', password: 'secret' } } });
  const challenged = await bench.asker.ask({ cseq: 1 });
  expect(challenged).toContain('SIP/2.0 401 Unauthorized');
  const nonce = /nonce="([^"]+)"/.exec(challenged)?.[1] ?? '';
  expect(await bench.asker.ask({ cseq: 2, headers: [authorization('wrong', nonce)] })).toContain('SIP/2.0 401');
  expect(await bench.asker.ask({ cseq: 3, headers: [authorization('secret', 'stolen')] })).toContain('SIP/2.0 401');
  await aMoment();
  expect(bench.askedPaths()).toEqual([]);
  expect(await bench.asker.ask({ cseq: 4, headers: [authorization('secret', nonce)] })).toContain('SIP/2.0 200');
  await untilApplied(bench, 2);
  expect(bench.told('notify').map(({ status }) => status)).toEqual([401, 401, 401, 200]);
});

/** RFC 2617 §3.2.2 with qop=auth. */
function authorization(password: string, nonce: string): string {
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
  const secret = md5(`101:virtual-phone:${password}`);
  const response = md5(`${secret}:${nonce}:00000001:abc:auth:${md5('NOTIFY:sip:101@127.0.0.1')}`);
  return (
    `Authorization: Digest username="101", realm="virtual-phone", nonce="${nonce}", uri="sip:101@127.0.0.1", ` +
    `response="${response}", algorithm=MD5, qop=auth, nc=00000001, cnonce="abc"`
  );
}

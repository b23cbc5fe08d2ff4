// 5,000 phones register at about the same time, every one challenged: how fast, how late the last, and whether any is lost.
import { createHash, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { SipNotifySender } from '../../electron/adapters/sip/sip-notify-sender';
import { answerChallenge, readChallenges } from '../../electron/core/sip/digest-client';
import type { DigestHash } from '../../electron/core/provisioning/http-digest';
import { fieldValues } from '../../electron/core/sip/sip-message';
import { readSipMessage } from '../../electron/core/sip/read-sip-message';
import { fastClock } from '../support/fast-clock';
import { mac, openSite, valueOf } from '../support/site';

const phones = 5_000;
/** Under way at once; a phone that hears nothing repeats after T1. */
const atOnce = 100;
const repeatMs = 500;

const hash: DigestHash = (algorithm, text) =>
  createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
    .update(text)
    .digest('hex');

test('5,000 phones register', async () => {
  const site = await openSite();
  for (let number = 1; number <= phones; number++) {
    const line = { line: 1, extension: `${number}`, name: '', authId: '', password: `Pw-${number}-x`, server: '' };
    const phone = { mac: mac(number), model: 'KX-UT670', name: '', group: null, ip: null, lines: [line], arm: false };
    valueOf(site.services.phones.add(phone, 'test'));
  }
  site.publish();
  const clock = fastClock(1);
  const sip = new SipNotifySender({ host: '127.0.0.1', port: 0, version: '1', clock, random: randomBytes });
  onTestFinished(() => sip.stop());
  const server = valueOf(await sip.start());
  site.sip.use(sip.endpoint);
  site.services.registrar.start();
  site.services.registrar.set(true, 'test');

  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  socket.setRecvBufferSize(4 * 1024 * 1024);
  const here = `127.0.0.1:${socket.address().port}`;
  const waiting = new Map<string, (text: Buffer) => void>();
  socket.on('message', (bytes) => {
    const [, callId = '', cseq = ''] = /^Call-ID: (.*)\r\nCSeq: (\d+)/m.exec(bytes.toString()) ?? [];
    waiting.get(`${callId} ${cseq}`)?.(bytes);
  });
  let repeats = 0;
  const ask = async (number: number, cseq: number, credentials: readonly string[]): Promise<Buffer> => {
    const text = [
      'REGISTER sip:pbx.example SIP/2.0',
      `Via: SIP/2.0/UDP ${here};branch=z9hG4bK${number}-${cseq};rport`,
      'Max-Forwards: 70',
      `From: <sip:${number}@pbx.example>;tag=${number}`,
      `To: <sip:${number}@pbx.example>`,
      `Call-ID: call-${number}`,
      `CSeq: ${cseq} REGISTER`,
      `Contact: <sip:${number}@${here}>`,
      'Expires: 3600',
      ...credentials,
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n');
    return new Promise((resolve) => {
      const send = (): void => socket.send(text, server.port, server.address);
      const timer = setInterval(() => {
        repeats += 1;
        send();
      }, repeatMs);
      waiting.set(`call-${number} ${cseq}`, (bytes) => {
        clearInterval(timer);
        resolve(bytes);
      });
      send();
    });
  };
  const tookMs: number[] = [];
  let [next, registered] = [1, 0];
  const worker = async (): Promise<void> => {
    while (next <= phones) {
      const number = next++;
      const since = performance.now();
      const challenged = readSipMessage(await ask(number, 1, []));
      const [challenge] = readChallenges(challenged ? fieldValues(challenged, 'www-authenticate') : []);
      if (!challenge) continue;
      const account = { user: `${number}`, password: `Pw-${number}-x` };
      const proof = { ...account, method: 'REGISTER', uri: 'sip:pbx.example', body: '', count: 1, cnonce: 'abc' };
      const answer = await ask(number, 2, [`Authorization: ${answerChallenge(challenge, proof, hash)}`]);
      if (answer.toString().startsWith('SIP/2.0 200')) registered += 1;
      tookMs.push(performance.now() - since);
    }
  };
  const cpu = process.cpuUsage();
  const started = performance.now();
  await Promise.all(Array.from({ length: atOnce }, worker));
  const took = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  tookMs.sort((one, other) => one - other);
  console.table({
    registrations: {
      registered,
      repeats,
      'per second': Math.round((registered * 1_000) / took),
      'p50 ms': Math.round(tookMs[Math.floor(tookMs.length * 0.5)] ?? 0),
      'p99 ms': Math.round(tookMs[Math.floor(tookMs.length * 0.99)] ?? 0),
      'cpu ms, both sides': Math.round((user + system) / 1_000),
    },
  });
  expect(registered).toBe(phones);
  expect(site.services.registrar.bindings()).toHaveLength(phones);
}, 300_000);

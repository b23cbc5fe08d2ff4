// A real workstation as registrar: off, on, at a SIP port that moves, and after a start anew.
import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import type { CallInput, CallName, CallOutput } from '../electron/contract/contract';
import type { DigestHash } from '../electron/core/provisioning/http-digest';
import type { Result } from '../electron/core/shared/result';
import { answerChallenge, readChallenges } from '../electron/core/sip/digest-client';
import { readSipMessage } from '../electron/core/sip/read-sip-message';
import { fieldValues, type SipMessage } from '../electron/core/sip/sip-message';
import { createWorkstation, type Workstation } from '../electron/workstation';
import { mac, temporaryFolder, valueOf } from './support/database';

const hash: DigestHash = (algorithm, text) =>
  createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
    .update(text)
    .digest('hex');

async function started(data: string): Promise<Workstation> {
  const off = { https: 'off', tftp: 'off', sntp: 'off', control: 'off' } as const;
  const workstation = valueOf(
    createWorkstation({
      options: {
        data,
        bind: '127.0.0.1',
        advertise: null,
        ports: { ...off, http: 0, sip: 0 },
        openLab: false,
        clock: null,
        passphraseFile: null,
        given: [],
      },
      keychain: null,
      windowFolder: '',
      interfaces: {
        platform: 'linux',
        list: () => [{ name: 'lo', kind: 'loopback', address: '127.0.0.1', prefix: 8 }],
      },
    }),
  );
  onTestFinished(() => workstation.stop());
  valueOf(await workstation.start({ strict: false }));
  return workstation;
}

async function ask<N extends CallName>(host: Workstation, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  return valueOf((await host.dispatch({ name, input, actor: 'test' })) as Result<CallOutput<N>>);
}

let count = 0;

/** What a phone of extension 2101 hears when it registers. */
async function register(port: number, authorization: string | null = null): Promise<SipMessage> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const here = `127.0.0.1:${socket.address().port}`;
  count += 1;
  const lines = [
    'REGISTER sip:127.0.0.1 SIP/2.0',
    `Via: SIP/2.0/UDP ${here};branch=z9hG4bK${count};rport`,
    'Max-Forwards: 70',
    'From: <sip:2101@127.0.0.1>;tag=1',
    'To: <sip:2101@127.0.0.1>',
    `Call-ID: call-${count}`,
    'CSeq: 1 REGISTER',
    `Contact: <sip:2101@${here}>`,
    ...(authorization === null ? [] : [`Authorization: ${authorization}`]),
    'Content-Length: 0',
    '',
    '',
  ];
  socket.send(lines.join('\r\n'), port, '127.0.0.1');
  const [bytes] = (await once(socket, 'message')) as [Buffer];
  socket.close();
  const answer = readSipMessage(bytes);
  if (!answer) throw new Error('no SIP message');
  return answer;
}

const statusOf = (answer: SipMessage): number => (answer.kind === 'response' ? answer.status : 0);

async function registered(port: number): Promise<number> {
  const [challenge] = readChallenges(fieldValues(await register(port), 'www-authenticate'));
  if (!challenge) return 0;
  const account = { user: '2101', password: 'Pw-2101-x', method: 'REGISTER', uri: 'sip:127.0.0.1' };
  return statusOf(
    await register(port, answerChallenge(challenge, { ...account, body: '', count: 1, cnonce: 'a' }, hash)),
  );
}

test('phones register once it is on, also at another port, and are known after a start anew', async () => {
  const data = temporaryFolder();
  const first = await started(data);
  const line = { line: 1, extension: '2101', name: '', authId: '', password: 'Pw-2101-x', server: '' };
  await ask(first, 'phones.add', {
    mac: mac(1),
    model: 'KX-UT670',
    name: 'Desk',
    group: null,
    ip: null,
    lines: [line],
    arm: false,
  });
  await ask(first, 'configs.publish', { message: 'first' });
  const sipPort = (host: Workstation): number => host.listeners().find(({ protocol }) => protocol === 'sip')?.port ?? 0;
  expect(statusOf(await register(sipPort(first)))).toBe(405);
  const on = await ask(first, 'registrar.set', { on: true });
  expect(on.place).toEqual({ address: '127.0.0.1', port: sipPort(first) });
  expect(await registered(sipPort(first))).toBe(200);
  const before = sipPort(first);
  await first.listen('sip', 0);
  expect(sipPort(first)).not.toBe(before);
  expect(await registered(sipPort(first))).toBe(200);
  expect((await ask(first, 'registrar.show', {})).bindings).toHaveLength(2);
  await first.stop();
  const second = await started(data);
  const view = await ask(second, 'registrar.show', {});
  expect(view).toMatchObject({ on: true });
  expect(view.bindings.map(({ user, name }) => `${user} ${name}`)).toEqual(['2101 Desk', '2101 Desk']);
  expect(await registered(sipPort(second))).toBe(200);
  await ask(second, 'registrar.set', { on: false });
  expect(statusOf(await register(sipPort(second)))).toBe(405);
});

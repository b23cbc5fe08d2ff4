import { expect, test } from 'vitest';
import { sipHandlers } from '../../../electron/adapters/window-calls/sip-handlers';
import { calls, type CallInput, type CallOutput } from '../../../electron/contract/contract';
import type { Result } from '../../../electron/core/shared/result';
import type { TracedMessage } from '../../../electron/core/sip/traced-message';
import { SipTrace } from '../../../electron/services/sip/sip-trace';
import { mac, openSite, peer, valueOf, type TestSite } from '../../support/site';

type Name = 'sip.peers' | 'sip.trace' | 'sip.export' | 'sip.clear';

interface Bench {
  readonly site: TestSite;
  readonly trace: SipTrace;
  /** As the window asks; the answer is not yet checked. */
  readonly answer: (name: Name, input: unknown) => Result<unknown>;
  readonly ask: <N extends Name>(name: N, input: CallInput<N>) => CallOutput<N>;
}

async function bench(): Promise<Bench> {
  const site = await openSite({ facts: { timeZone: 'Europe/Berlin' } });
  const trace = new SipTrace();
  const handlers = sipHandlers({ sipTrace: trace, version: '1' });
  const answer = (name: Name, input: unknown): Result<unknown> => {
    const handler = handlers[name] as (input: unknown, context: unknown) => Result<unknown>;
    return handler(calls[name].input.parse(input), { actor: 'test', services: site.services });
  };
  return {
    site,
    trace,
    answer,
    ask: (name, input) => calls[name].output.parse(valueOf(answer(name, input))) as never,
  };
}

const at = Date.UTC(2026, 0, 5, 8);

function said(address: string, text: string, more: Partial<TracedMessage> = {}): TracedMessage {
  const local = { address: '192.0.2.200', port: 5060 };
  const bytes = Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1');
  return { at, direction: 'out', transport: 'udp', local, peer: { address, port: 5060 }, bytes, ...more };
}

const notify = 'NOTIFY sip:a@b SIP/2.0\nEvent: check-sync\nCall-ID: 1@x\nCSeq: 1 NOTIFY\n\n';
const done = 'SIP/2.0 200 OK\nCall-ID: 1@x\nCSeq: 1 NOTIFY\n\n';

test('who spoke is listed with the phone that is reached there, newest first', async () => {
  const { site, trace, ask } = await bench();
  site.add(1, { ip: `${peer(1)}:5062` });
  site.add(2, { ip: peer(9), name: '' });
  site.add(3, { ip: peer(9) });
  for (const number of [9, 1, 7]) trace.record(said(peer(number), notify));
  trace.record(said(peer(1), done, { direction: 'in', at: at + 54 }));
  const lastAt = '2026-01-05T09:00:00.000+01:00';
  expect(ask('sip.peers', {}).peers).toEqual([
    { address: peer(1), mac: mac(1), name: 'Desk 1', messages: 2, lastAt: '2026-01-05T09:00:00.054+01:00' },
    { address: peer(7), mac: null, name: null, messages: 1, lastAt },
    // Two phones are reached there: nobody knows which of them spoke.
    { address: peer(9), mac: null, name: null, messages: 1, lastAt },
  ]);
});

test('the messages of an address, of a phone and of everybody come in the order in which they were said', async () => {
  const { site, trace, ask, answer } = await bench();
  site.add(1, { ip: peer(1) });
  trace.record(said(peer(1), notify));
  trace.record(said(peer(7), 'odd \u0000\u00ff'));
  trace.record(said(peer(1), done, { direction: 'in', at: at + 54 }));
  const common = { transport: 'udp', address: peer(1), port: 5060, callId: '1@x' };
  const talk = [
    {
      ...common,
      id: 1,
      at: '2026-01-05T09:00:00.000+01:00',
      direction: 'out',
      summary: 'NOTIFY check-sync',
      status: null,
      text: notify,
    },
    {
      ...common,
      id: 3,
      at: '2026-01-05T09:00:00.054+01:00',
      direction: 'in',
      summary: '200 OK (CSeq 1 NOTIFY)',
      status: 200,
      text: done,
    },
  ];
  expect(ask('sip.trace', { address: peer(1) })).toEqual({ messages: talk, earlier: 0 });
  expect(ask('sip.trace', { mac: mac(1) })).toEqual({ messages: talk, earlier: 0 });
  const everybody = ask('sip.trace', {}).messages;
  expect(everybody.map(({ id }) => id)).toEqual([1, 2, 3]);
  expect(everybody[1]).toMatchObject({ summary: 'not SIP (6 bytes)', text: 'odd \\x00\\xFF' });
  expect(ask('sip.trace', { address: peer(8) })).toEqual({ messages: [], earlier: 0 });
  expect(answer('sip.trace', { mac: mac(5) })).toMatchObject({ ok: false, problem: { code: 'PHONE_UNKNOWN' } });
});

test('of many messages the newest are shown, and how many are left out', async () => {
  const { trace, ask } = await bench();
  for (let number = 0; number < 510; number++) trace.record(said(`192.0.2.${number % 50}`, `m${number}`));
  const { messages, earlier } = ask('sip.trace', {});
  expect([messages.length, earlier, messages[0]?.text, messages.at(-1)?.text]).toEqual([500, 10, 'm10', 'm509']);
});

test('they are saved as text and as a capture file, named after whom and when', async () => {
  const { site, trace, ask, answer } = await bench();
  site.add(1, { ip: '2001:db8::7' });
  expect(answer('sip.export', { form: 'text' })).toMatchObject({ ok: false, problem: { code: 'NOTHING_SAID' } });
  trace.record(said('2001:db8::7', notify));
  trace.record(said(peer(7), notify));
  expect(answer('sip.export', { address: peer(8), form: 'pcapng' })).toMatchObject({
    problem: { message: 'No SIP messages with 192.0.2.8 are kept.' },
  });
  const text = ask('sip.export', { address: '2001:db8::7', form: 'text' });
  expect(text).toMatchObject({
    messages: 1,
    name: expect.stringMatching(/^sip-2001-db8-7-\d{8}-\d{6}\.txt$/) as string,
    text: expect.stringContaining('NOTIFY sip:a@b SIP/2.0\nEvent: check-sync\n') as string,
  });
  const capture = ask('sip.export', { mac: mac(1), form: 'pcapng' });
  if (!('base64' in capture)) throw new Error('no bytes');
  expect(capture).toMatchObject({ messages: 1, name: expect.stringMatching(/^sip-0080F0.*\.pcapng$/) as string });
  const bytes = Buffer.from(capture.base64, 'base64');
  expect(bytes.readUInt32BE(0)).toBe(0x0a0d0d0a);
  expect(bytes.toString('latin1')).toContain('Event: check-sync\r\n');
  expect(ask('sip.export', { form: 'text' }).messages).toBe(2);
});

test('a file holds the newest as far as writing it keeps nobody waiting, and all of one address', async () => {
  const { trace, ask } = await bench();
  for (let number = 0; number < 2_010; number++) trace.record(said(`192.0.2.${number % 100}`, `m${number}`));
  expect(ask('sip.export', { form: 'text' })).toMatchObject({ messages: 2_000, earlier: 10 });
  ask('sip.clear', {});
  for (let number = 0; number < 150; number++) trace.record(said(`192.0.2.${number % 3}`, 'x'.repeat(16_384)));
  expect(ask('sip.export', { form: 'text' })).toMatchObject({ messages: 91, earlier: 59 });
  expect(ask('sip.export', { form: 'text', address: '192.0.2.1' })).toMatchObject({ messages: 50, earlier: 0 });
});

test('no secret is in anything that is shown or saved', async () => {
  const { trace, ask } = await bench();
  const login = 'Digest username="101", realm="r", nonce="NONCE-s", response="PROOF-s", cnonce="CNONCE-s"';
  trace.record(said(peer(1), `REGISTER sip:b SIP/2.0\nAuthorization: ${login}\nCall-ID: 1\n\n`));
  trace.record(said(peer(1), `NOTIFY sip:b SIP/2.0\nProxy-Authorization: Basic UEFTU1dPUkQtcw==\n\n`));
  trace.record(said(peer(1), `SIP/2.0 401 No\nWWW-Authenticate: Digest realm="r", nonce="NONCE-s"\n\n`));
  const capture = ask('sip.export', { form: 'pcapng' });
  const everything = [
    JSON.stringify([ask('sip.peers', {}), ask('sip.trace', {}), ask('sip.export', { form: 'text' })]),
    'base64' in capture ? Buffer.from(capture.base64, 'base64').toString('latin1') : '',
  ].join('\n');
  expect(everything).toContain('username=');
  expect(everything).not.toMatch(/NONCE-s|PROOF-s|UEFTU1dPUkQtcw/);
});

test('cleared, nothing is left', async () => {
  const { trace, ask } = await bench();
  trace.record(said(peer(1), notify));
  ask('sip.clear', {});
  expect([ask('sip.peers', {}), ask('sip.trace', {})]).toEqual([{ peers: [] }, { messages: [], earlier: 0 }]);
});

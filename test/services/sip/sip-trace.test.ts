import { expect, test } from 'vitest';
import type { TracedMessage } from '../../../electron/core/sip/traced-message';
import { SipTrace } from '../../../electron/services/sip/sip-trace';

function message(address: string, text: string, at = 0): TracedMessage {
  const local = { address: '192.0.2.1', port: 5060 };
  return { at, direction: 'in', transport: 'udp', local, peer: { address, port: 5060 }, bytes: Buffer.from(text) };
}

function texts(trace: SipTrace, address: string): string[] {
  return trace.of(address).map(({ bytes }) => Buffer.from(bytes).toString());
}

test('the last messages of each phone are kept, oldest first, without their secrets', () => {
  const trace = new SipTrace({ keptPerPeer: 2, keptBytes: 10_000 });
  for (const text of ['one', 'two', 'Authorization: Basic dTpw']) trace.record(message('192.0.2.7', text));
  trace.record(message('192.0.2.8', 'other'));
  expect(texts(trace, '192.0.2.7')).toEqual(['two', 'Authorization: Basic*****']);
  expect(texts(trace, '192.0.2.8')).toEqual(['other']);
  expect(texts(trace, '192.0.2.9')).toEqual([]);
});

test('what was recorded is not changed in the hands of who recorded it', () => {
  const bytes = Buffer.from('Authorization: Digest response="secret"');
  new SipTrace().record({ ...message('192.0.2.7', ''), bytes });
  expect(bytes.toString()).toContain('secret');
});

test('all phones together have their limit: who was silent longest is forgotten', () => {
  const trace = new SipTrace({ keptPerPeer: 5, keptBytes: 4_000 });
  trace.record(message('192.0.2.1', 'x'.repeat(1_000)));
  trace.record(message('192.0.2.2', 'x'.repeat(1_000)));
  trace.record(message('192.0.2.1', 'again'));
  trace.record(message('192.0.2.3', 'x'.repeat(1_000)));
  expect([1, 2, 3].map((host) => trace.of(`192.0.2.${host}`).length)).toEqual([2, 0, 1]);
  trace.clear();
  expect(trace.of('192.0.2.1')).toEqual([]);
});

test('a message of any length is kept only in part', () => {
  const trace = new SipTrace();
  trace.record(message('192.0.2.1', 'x'.repeat(100_000)));
  expect(trace.of('192.0.2.1')[0]?.bytes).toHaveLength(16_384);
});

test('who spoke last comes first, messages are numbered on, and whoever looks hears of every change', () => {
  let changes = 0;
  const trace = new SipTrace(undefined, () => changes++);
  for (const host of [1, 2, 1]) trace.record(message(`192.0.2.${host}`, 'x'));
  expect(trace.addresses()).toEqual(['192.0.2.1', '192.0.2.2']);
  expect(trace.of('192.0.2.1').map(({ id }) => id)).toEqual([1, 3]);
  trace.clear();
  trace.record(message('192.0.2.1', 'x'));
  expect([trace.of('192.0.2.1')[0]?.id, changes]).toEqual([4, 5]);
});

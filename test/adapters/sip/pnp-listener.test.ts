// The responder on the multicast of loopback, with phones that share nothing with it.
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { multicastPnp } from '../../../electron/adapters/sip/pnp-listener';
import { pnpGroup, type PnpAsk } from '../../../electron/core/sip/pnp';
import type { InterfaceAddress } from '../../../electron/services/provisioning/network-interfaces';
import type { PnpListening } from '../../../electron/services/sip/pnp-network';
import { valueOf } from '../../support/database';
import { freeUdpPort, MulticastPhone } from '../../support/multicast-phone';
import { headerOf, okTo, phoneMac, subscribe } from '../../support/pnp-phone';
import { TestClock } from '../../support/test-clock';

const url = 'http://127.0.0.1:8088/KX-HDV230.cfg';
const lastPhone = '127.0.0.250';
const loopback: InterfaceAddress = { name: 'lo', kind: 'loopback', address: '127.0.0.1', prefix: 8 };

let port: number;
let clock: TestClock;
let asked: { ask: PnpAsk; from: string }[];
let others: string[];
let told: string | null;

beforeEach(async () => {
  port = await freeUdpPort();
  clock = new TestClock();
  asked = [];
  others = [];
  told = url;
});

function network(): ReturnType<typeof multicastPnp> {
  const fault = (error: unknown): void => {
    throw error;
  };
  return multicastPnp({ version: '1.2.3', clock, random: randomBytes, fault, port });
}

async function listen(place: Partial<InterfaceAddress> = {}, on = network()): Promise<PnpListening> {
  const listening = valueOf(
    await on.listen(
      { ...loopback, ...place },
      {
        asked: (ask, from) => {
          asked.push({ ask, from });
          return from === lastPhone ? url : told;
        },
        otherSeen: (address) => void others.push(address),
      },
    ),
  );
  onTestFinished(() => listening.stop());
  return listening;
}

/** Everything sent before has been taken in when a phone that asked afterwards has its answer. */
async function taken(): Promise<void> {
  const last = await MulticastPhone.at(lastPhone, port);
  await last.ask({
    callId: `last-${randomBytes(4).toString('hex')}`,
    branch: `z9hG4bK${randomBytes(4).toString('hex')}`,
  });
  await last.hears('SIP/2.0 200');
  await last.hears('NOTIFY');
  asked = asked.filter(({ from }) => from !== lastPhone);
}

describe('a phone asks', () => {
  test('it gets 200 and then a NOTIFY with the address, within its dialog', async () => {
    await listen();
    const phone = await MulticastPhone.at('127.0.0.7', port);
    await phone.ask();
    const [answer = ''] = await phone.hears('SIP/2.0 200 OK');
    const [notify = ''] = await phone.hears('NOTIFY sip:');
    expect(phone.heard.indexOf(answer)).toBeLessThan(phone.heard.indexOf(notify));
    expect(asked).toMatchObject([{ from: '127.0.0.7', ask: { mac: phoneMac, model: 'KX-HDV230', isProbe: false } }]);
    expect(headerOf(answer, 'Expires')).toBe('0');
    expect(headerOf(answer, 'Contact')).toMatch(/^<sip:cordboard@127\.0\.0\.1:\d+>$/);
    expect(headerOf(answer, 'Via')).toContain(`;rport=${phone.socket.address().port};received=127.0.0.7`);
    expect(headerOf(notify, 'From')).toBe(headerOf(answer, 'To'));
    expect(headerOf(notify, 'To')).toBe(headerOf(answer, 'From'));
    expect(headerOf(notify, 'Call-ID')).toBe(headerOf(answer, 'Call-ID'));
    expect(headerOf(notify, 'Subscription-State')).toBe('terminated;reason=timeout');
    expect(notify.split('\r\n\r\n')[1]).toBe(url);
  });

  test('a repeated question gets the same 200 and no second NOTIFY', async () => {
    await listen();
    const phone = await MulticastPhone.at('127.0.0.7', port);
    await phone.ask();
    await phone.hears('NOTIFY');
    await phone.ask();
    const [one, other] = await phone.hears('SIP/2.0 200', 2);
    expect(other).toBe(one);
    await taken();
    expect(asked).toHaveLength(1);
    expect(phone.heard).toHaveLength(3);
  });

  test('a NOTIFY is repeated at 500 ms, 1.5 s, 3.5 s … until it is answered', async () => {
    await listen();
    const phone = await MulticastPhone.at('127.0.0.7', port);
    phone.answers = false;
    await phone.ask();
    await phone.hears('NOTIFY', 1);
    for (const [ms, count] of [
      [500, 2],
      [1_000, 3],
      [2_000, 4],
      [4_000, 5],
      [4_000, 6],
    ] as const) {
      clock.advance(ms);
      await phone.hears('NOTIFY', count);
    }
    const [notify = ''] = await phone.hears('NOTIFY');
    await new Promise((resolve) => {
      const to = /:(\d+)>/.exec(headerOf(notify, 'Contact'))?.[1];
      phone.socket.send(okTo(notify), Number(to), '127.0.0.1', resolve);
    });
    await taken();
    clock.advance(30_000);
    await taken();
    expect(phone.heard.filter((text) => text.startsWith('NOTIFY'))).toHaveLength(6);
  });

  test('one that never answers is given up after 32 s: eleven NOTIFYs', async () => {
    await listen();
    const phone = await MulticastPhone.at('127.0.0.7', port);
    phone.answers = false;
    await phone.ask();
    await phone.hears('NOTIFY');
    clock.advance(60_000);
    await phone.hears('NOTIFY', 11);
    await taken();
    expect(phone.heard.filter((text) => text.startsWith('NOTIFY'))).toHaveLength(11);
    await expect.poll(() => clock.pending).toBe(0);
  });

  test('one that is to hear nothing hears nothing, and its repeats are told nobody', async () => {
    await listen();
    told = null;
    const phone = await MulticastPhone.at('127.0.0.7', port);
    await phone.ask();
    await phone.ask();
    await taken();
    expect(asked).toHaveLength(1);
    expect(phone.heard).toEqual([]);
  });

  test('what is malformed, of another event, or no SIP at all is passed over in silence', async () => {
    await listen();
    const phone = await MulticastPhone.at('127.0.0.7', port);
    await phone.say('hello');
    await phone.say('\r\n\r\n');
    await phone.say(subscribe().replace(/^CSeq.*\r\n/m, ''));
    await phone.say(subscribe({ event: 'presence' }));
    await phone.say(subscribe().replaceAll('SUBSCRIBE', 'OPTIONS'));
    await phone.say(okTo(subscribe()));
    await taken();
    expect(asked).toEqual([]);
    expect(phone.heard).toEqual([]);
  });

  test('of a flood from one address only so much is looked at, and others still get through', async () => {
    await listen();
    const phone = await MulticastPhone.at('127.0.0.7', port);
    told = null;
    for (let number = 0; number < 60; number++) await phone.ask({ callId: `call-${number}` });
    await taken();
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.length).toBeLessThanOrEqual(22);
  });
});

describe('one interface and no other', () => {
  test('a phone of another network is not heard, though the group is joined here', async () => {
    await listen({ prefix: 24 });
    const [outside, inside] = [await MulticastPhone.at('127.0.9.7', port), await MulticastPhone.at('127.0.0.8', port)];
    await outside.ask();
    await inside.ask();
    await inside.hears('NOTIFY');
    expect(asked.map(({ from }) => from)).toEqual(['127.0.0.8']);
    expect(outside.heard).toEqual([]);
  });

  test('an address in Contact or Via never leads an answer away from who asked', async () => {
    await listen();
    const [phone, victim] = [await MulticastPhone.at('127.0.0.7', port), await MulticastPhone.at('127.0.0.66', port)];
    const { port: victimPort } = victim.socket.address();
    const contact = `<sip:x@127.0.0.66:${victimPort}>`;
    await phone.ask({ contact });
    await phone.hears('NOTIFY');
    await phone.say(
      subscribe({ callId: 'other', branch: 'z9hG4bK2', address: '127.0.0.66', port: victimPort, contact }),
    );
    await phone.hears('NOTIFY', 2);
    await taken();
    expect(victim.heard).toEqual([]);
  });

  test('a port that a program keeps for itself is said, with what helps', async () => {
    const taker = createSocket('udp4');
    taker.bind({ port, address: '0.0.0.0', exclusive: true });
    await once(taker, 'listening');
    onTestFinished(() => void taker.close());
    const listening = await network().listen(loopback, { asked: () => null, otherSeen: () => undefined });
    expect(listening).toMatchObject({ ok: false, problem: { code: 'PORT_IN_USE' } });
    expect(listening.ok || listening.problem.remedy).toContain('If SIP listens here on all addresses');
  });

  test('an address that is gone is said, and nothing stays open', async () => {
    const gone = { ...loopback, address: '203.0.113.200', prefix: 24 };
    const listening = await network().listen(gone, { asked: () => null, otherSeen: () => undefined });
    expect(listening).toMatchObject({ ok: false, problem: { code: 'ADDRESS_NOT_HERE' } });
    await listen();
  });

  test('stopped, it is silent, and its port is free', async () => {
    const listening = await listen();
    await listening.stop();
    const phone = await MulticastPhone.at('127.0.0.7', port);
    await phone.ask();
    await listen();
    await taken();
    expect(phone.heard).toEqual([]);
  });
});

describe('somebody else who answers', () => {
  /** Another responder: hears the group, answers from its own address. */
  async function other(address: string, answer: (text: string) => string | null): Promise<string[]> {
    const [ear, mouth] = [createSocket({ type: 'udp4', reuseAddr: true }), createSocket('udp4')];
    const heard: string[] = [];
    ear.bind(port, pnpGroup);
    mouth.bind(0, address);
    await Promise.all([once(ear, 'listening'), once(mouth, 'listening')]);
    ear.addMembership(pnpGroup, '127.0.0.1');
    ear.on('message', (bytes, from) => {
      heard.push(bytes.toString());
      const text = answer(bytes.toString());
      if (text !== null) mouth.send(text, from.port, from.address);
    });
    onTestFinished(() => {
      ear.close();
      mouth.close();
    });
    return heard;
  }

  test('a probe goes out by multicast, is repeated a few times, and its answer names who gave it', async () => {
    const heard = await other('127.0.0.90', okTo);
    const listening = await listen();
    listening.probe({ vendor: 'Panasonic', model: 'KX-HDV130' });
    await expect.poll(() => others).toEqual(['127.0.0.90']);
    clock.advance(10_000);
    await taken();
    expect(heard.filter((text) => text.includes('User-Agent: Cordboard/'))).toHaveLength(1);
    expect(heard[0]).toMatch(/^SUBSCRIBE sip:MAC%3a02[0-9A-F]{10}@224\.0\.1\.75 SIP\/2\.0\r\n/);
    expect(headerOf(heard[0] ?? '', 'Event')).toContain('vendor="Panasonic";model="KX-HDV130"');
    expect(asked).toEqual([]);
  });

  test('one that refuses answers no phones, and nobody means nobody', async () => {
    const heard = await other('127.0.0.90', (text) => okTo(text).replace('200 OK', '489 Bad Event'));
    const listening = await listen();
    listening.probe({ vendor: 'Panasonic', model: 'KX-HDV130' });
    await expect.poll(() => heard.length).toBe(1);
    await taken();
    expect(others).toEqual([]);
  });

  test('without an answer the probe ends after three tries', async () => {
    const heard = await other('127.0.0.90', () => null);
    const listening = await listen();
    listening.probe({ vendor: 'Panasonic', model: 'KX-HDV130' });
    for (const [ms, count] of [
      [0, 1],
      [500, 2],
      [1_000, 3],
    ] as const) {
      clock.advance(ms);
      await expect.poll(() => heard.length).toBe(count);
    }
    clock.advance(60_000);
    await taken();
    expect(heard.filter((text) => text.includes('User-Agent: Cordboard/'))).toHaveLength(3);
    expect(others).toEqual([]);
  });

  test('two Cordboards find each other by one probe', async () => {
    const [one] = [await listen(), await listen()];
    one.probe({ vendor: 'Panasonic', model: 'KX-HDV130' });
    // Whom the other one heard, and who answered the first.
    await expect.poll(() => others.length).toBeGreaterThanOrEqual(2);
    expect(new Set(others)).toEqual(new Set(['127.0.0.1']));
    expect(asked[0]?.ask.isProbe).toBe(true);
  });

  test('two interfaces of one Cordboard are no two', async () => {
    const both = network();
    const one = await listen({}, both);
    await listen({ address: '127.0.0.2' }, both);
    one.probe({ vendor: 'Panasonic', model: 'KX-HDV130' });
    await taken();
    expect(others).toEqual([]);
    expect(asked).toEqual([]);
  });
});

import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { DigestHash } from '../../../electron/core/provisioning/http-digest';
import { answerChallenge, readChallenges } from '../../../electron/core/sip/digest-client';
import type { SipFlow, SipAnswer } from '../../../electron/services/sip/sip-endpoint';
import { auditOf } from '../../support/audit';
import { mac, minute, openSite, peer, second, settled, valueOf, type TestSite } from '../../support/site';
import { FakeEndpoint } from './fake-endpoint';

const hash: DigestHash = (algorithm, text) =>
  createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
    .update(text)
    .digest('hex');

let site: TestSite;
let endpoint: FakeEndpoint;
let calls = 0;

interface Wish {
  readonly user?: string;
  readonly authId?: string;
  readonly password?: string;
  readonly contact?: string;
  readonly expires?: string;
  readonly method?: string;
  readonly algorithm?: 'MD5' | 'SHA-256';
  readonly headers?: Readonly<Record<string, string>>;
  readonly flow?: Partial<SipFlow>;
  readonly callId?: string;
}

function headers({
  user = '211',
  contact,
  expires,
  method = 'REGISTER',
  callId,
  headers: more,
}: Wish): Record<string, string> {
  calls += 1;
  const values: Record<string, string> = {
    from: `<sip:${user}@pbx.example>;tag=their`,
    to: `<sip:${user}@pbx.example>`,
    'call-id': callId ?? 'call-1',
    cseq: `${calls} ${method}`,
    'user-agent': 'Panasonic',
  };
  if (contact !== undefined) values['contact'] = contact;
  if (expires !== undefined) values['expires'] = expires;
  return { ...values, ...more };
}

function come(wish: Wish, authorization?: string): SipAnswer {
  const answer = endpoint.come({
    method: wish.method ?? 'REGISTER',
    headers: { ...headers(wish), ...(authorization === undefined ? {} : { authorization }) },
    ...(wish.flow ? { flow: wish.flow } : {}),
  });
  if (!answer) throw new Error('nobody took it');
  return answer;
}

const named = (answer: SipAnswer, name: string): string[] =>
  (answer.headers ?? []).filter(([each]) => each === name).map(([, value]) => value);

function proof(challenged: SipAnswer, wish: Wish, count = 1): string {
  const { authId = 'auth1', password = 'Pw-1-x', algorithm = 'SHA-256', method = 'REGISTER' } = wish;
  const challenges = readChallenges(named(challenged, 'WWW-Authenticate'));
  const challenge = challenges.find((each) => each.algorithm === algorithm) ?? challenges[0];
  if (!challenge) throw new Error('no challenge');
  const parts = { user: authId, password, method, uri: 'sip:pbx.example', body: '', count, cnonce: 'abc' };
  return answerChallenge(challenge, parts, hash);
}

/** Challenged, then with the password. */
function register(wish: Wish = {}): SipAnswer {
  const asked = { contact: '<sip:211@192.0.2.1:5060>', ...wish };
  return come(asked, proof(come(asked), asked));
}

beforeEach(async () => {
  endpoint = new FakeEndpoint();
  site = await openSite();
  site.sip.use(endpoint);
  site.add(1);
  site.boot(1);
  site.services.registrar.start();
  site.services.registrar.set(true, 'test');
});

const flowOf = (number: number): string | null => site.services.state.registrations.flowOf(site.phone(number).id);

describe('who may register', () => {
  test('a phone with what it holds, by either hash, the stronger one offered first', () => {
    const challenged = come({ contact: '<sip:211@192.0.2.1:5060>' });
    expect(challenged.status).toBe(401);
    expect(named(challenged, 'WWW-Authenticate').map((value) => /algorithm=([^,]+)/.exec(value)?.[1])).toEqual([
      'SHA-256',
      'MD5',
    ]);
    expect(register({ algorithm: 'MD5' }).status).toBe(200);
    const answer = register({ expires: '120' });
    expect(answer.status).toBe(200);
    expect(named(answer, 'Contact')).toEqual(['<sip:211@192.0.2.1:5060>;expires=120']);
    expect(named(answer, 'Date')).toEqual(['Mon, 05 Jan 2026 09:00:00 GMT']);
    expect(site.services.registrar.bindings()).toMatchObject([
      { user: '211', line: 1, phoneId: site.phone(1).id, flow: 'udp/192.0.2.1/5060', userAgent: 'Panasonic' },
    ]);
  });

  test('one that comes again without a proof is offered MD5 alone, and whoever proved with MD5 as well', () => {
    const offered = (answer: SipAnswer): number => named(answer, 'WWW-Authenticate').length;
    expect([come({}), come({}), come({ user: '999' })].map(offered)).toEqual([2, 1, 2]);
    expect(register({ algorithm: 'MD5' }).status).toBe(200);
    expect(offered(come({}))).toBe(1);
    expect(offered(come({ flow: { address: '192.0.2.7' } }))).toBe(2);
    expect(register({ flow: { address: '192.0.2.7' }, algorithm: 'MD5' }).status).toBe(200);
    const challenged = come({ flow: { address: '192.0.2.8' } });
    expect(offered(challenged)).toBe(2);
    const wrong = { password: 'wrong', flow: { address: '192.0.2.8' } };
    expect(offered(come(wrong, proof(challenged, wrong)))).toBe(2);
    expect(offered(come(wrong, proof(challenged, { ...wrong, algorithm: 'MD5' })))).toBe(1);
    expect(come(wrong, proof(challenged, {})).status).toBe(200);
    expect(offered(come(wrong))).toBe(2);
  });

  test('one that never fetched here with what is published for it', () => {
    site.add(2);
    expect(register({ user: '212', authId: 'auth2', password: 'Pw-2-x' }).status).toBe(200);
    expect(flowOf(2)).toBe('udp/192.0.2.1/5060');
  });

  test('the held password counts, not a newer one that the phone has not taken yet', () => {
    const [line] = site.services.state.layers.phoneFacts(mac(1), 'draft').lines;
    if (!line) throw new Error('no line');
    site.services.phones.edit(mac(1), { lines: [{ ...line, password: 'Newer-1' }] }, 'test');
    site.publish();
    expect(register({ password: 'Newer-1' }).status).toBe(401);
    expect(register().status).toBe(200);
    site.takeFiles(1);
    expect(register().status).toBe(401);
    expect(register({ password: 'Newer-1' }).status).toBe(200);
  });

  test('strangers are challenged whatever they ask for, and counted', () => {
    for (const user of ['211', '999', ''])
      expect(come({ user, contact: '<sip:x@192.0.2.66>' })).toMatchObject({ status: 401 });
    expect(register({ password: 'wrong' }).status).toBe(401);
    expect(register({ authId: 'nobody' }).status).toBe(401);
    expect(come({}, 'Digest realm="Cordboard", nonsense').status).toBe(401);
    expect(site.services.registrar.strangersRefused).toBe(3);
    expect(site.services.registrar.bindings()).toEqual([]);
  });

  test('an account of another phone is 403, one that nobody has 404', () => {
    site.add(2);
    expect(register({ user: '212' }).status).toBe(403);
    expect(register({ user: '999' }).status).toBe(404);
  });

  test('a proof that was used is none, and an old nonce is told to be stale', () => {
    const challenged = come({});
    const first = proof(challenged, {}, 1);
    expect(come({ contact: '<sip:211@192.0.2.1:5060>' }, first).status).toBe(200);
    const replayed = come({ contact: '<sip:211@192.0.2.66>' }, first);
    expect(replayed.status).toBe(401);
    expect(named(replayed, 'WWW-Authenticate')[0]).toContain('stale=true');
    expect(come({}, proof(challenged, {}, 2)).status).toBe(200);
    site.clock.advance(6 * minute);
    expect(named(come({}, proof(challenged, {}, 3)), 'WWW-Authenticate')[0]).toContain('stale=true');
  });

  test('phones that share a number are told apart by the MAC address they say, then by where they fetched', () => {
    const shared = { line: 1, extension: '300', name: '', authId: '300', password: 'Shared-1', server: '' };
    for (const number of [3, 4]) {
      site.add(number, { lines: [shared] });
      site.boot(number);
    }
    const account = { user: '300', authId: '300', password: 'Shared-1' };
    const agent = `Panasonic (${mac(4).toLowerCase()})`;
    register({ ...account, contact: '<sip:300@192.0.2.4>', headers: { 'user-agent': agent } });
    expect(flowOf(4)).toBe('udp/192.0.2.1/5060');
    register({ ...account, contact: '<sip:300@192.0.2.3>', flow: { address: peer(3) } });
    expect(flowOf(3)).toBe('udp/192.0.2.3/5060');
    expect(site.services.registrar.bindings()).toHaveLength(2);
  });
});

describe('bindings', () => {
  test('expire on the clock, and are gone when taken back or when the phone is removed', () => {
    register({ expires: '60' });
    site.clock.advance(59 * second);
    expect(flowOf(1)).not.toBeNull();
    site.clock.advance(2 * second);
    expect(flowOf(1)).toBeNull();
    register();
    expect(named(register({ contact: '*', expires: '0' }), 'Contact')).toEqual([]);
    register();
    site.services.phones.remove([mac(1)], 'test');
    expect(site.services.registrar.bindings()).toEqual([]);
  });

  test('too short is 423, an overtaken one 500, and asking without a contact lists them', () => {
    expect(named(register({ expires: '10' }), 'Min-Expires')).toEqual(['60']);
    register({ expires: '600' });
    const late = { headers: { cseq: '1 REGISTER' } };
    expect(register({ ...late, expires: '0' }).status).toBe(500);
    const asked = come({});
    expect(named(come({}, proof(asked, {})), 'Contact')).toEqual(['<sip:211@192.0.2.1:5060>;expires=600']);
  });

  test('over a connection they end with it, and only those over UDP outlive the program', () => {
    const flow = { name: 'tcp/7', transport: 'tcp' } as const;
    register({ contact: '<sip:211@192.0.2.1:5060>' });
    register({ contact: '<sip:211@192.0.2.1:5060;transport=tcp>', flow });
    expect(site.services.registrar.bindings()).toHaveLength(2);
    const again = site.restart();
    again.services.registrar.start();
    expect(again.services.registrar.bindings().map(({ flow: name }) => name)).toEqual(['udp/192.0.2.1/5060']);
    again.services.registrar.stop();
    site.services.registrar.start();
  });

  test('a connection that closes takes its own with it', () => {
    register({ flow: { name: 'tcp/7', transport: 'tcp' } });
    endpoint.closeFlow('tcp/8');
    expect(flowOf(1)).toBe('tcp/7');
    endpoint.closeFlow('tcp/7');
    expect(flowOf(1)).toBeNull();
  });

  test('the phone is reached at its contact, unless a person gave an address', () => {
    register({ contact: '<sip:211@192.0.2.77:5070>' });
    expect(site.view(1).address).toBe('192.0.2.77:5070');
    register({ contact: '<sip:211@desk.example:5070>', callId: 'call-2' });
    site.clock.advance(second);
    register({ contact: '<sip:211@desk.example:5070>', callId: 'call-2', flow: { address: '192.0.2.9', port: 5999 } });
    expect(site.view(1).address).toBe('192.0.2.9:5999');
    site.services.phones.edit(mac(1), { ip: '192.0.2.50' }, 'test');
    expect(site.view(1).address).toBe('192.0.2.50:5060');
  });

  test('who listens hears of each REGISTER that holds', () => {
    const heard: number[] = [];
    const leave = site.services.state.registrations.onRegistered((id) => heard.push(id));
    register();
    register();
    register({ expires: '0' });
    come({});
    leave();
    register();
    expect(heard).toEqual([site.phone(1).id, site.phone(1).id]);
  });
});

describe('on and off', () => {
  test('off, which it is at first, it takes nothing; every change is audited', async () => {
    const fresh = await openSite();
    fresh.sip.use(endpoint);
    fresh.services.registrar.start();
    expect(fresh.services.registrar.on).toBe(false);
    register();
    site.services.registrar.set(false, 'window');
    site.services.registrar.set(false, 'window');
    expect(endpoint.come({ method: 'REGISTER', headers: headers({}) })).toBeNull();
    expect(flowOf(1)).toBeNull();
    site.clock.advance(10 * minute);
    expect(endpoint.asked).toEqual([]);
    site.services.registrar.set(true, 'window');
    expect(auditOf(site).filter(({ action }) => action === 'registrar-switched')).toEqual([
      { actor: 'test', action: 'registrar-switched', detail: 'registrar on' },
      { actor: 'window', action: 'registrar-switched', detail: 'registrar off' },
      { actor: 'window', action: 'registrar-switched', detail: 'registrar on' },
    ]);
    expect(site.services.registrar.bindings()).toEqual([]);
    expect(register().status).toBe(200);
  });
});

describe('pings', () => {
  test('each phone about every half minute; one that misses three is unreachable until it answers or registers', async () => {
    register({ expires: '3600' });
    const { registrations } = site.services.state;
    const reachable = (): boolean[] => [...registrations.all()].map((binding) => registrations.isReachable(binding));
    const pass = async (ms: number): Promise<void> => {
      for (let passed = 0; passed < ms; passed += second) {
        site.clock.advance(second);
        await settled();
      }
    };
    await pass(2 * minute);
    expect(endpoint.asked.length).toBeGreaterThanOrEqual(3);
    expect(endpoint.asked.length).toBeLessThanOrEqual(5);
    expect(endpoint.asked[0]).toMatchObject({
      method: 'OPTIONS',
      uri: 'sip:211@192.0.2.1:5060',
      nextHop: { kind: 'flow', flow: 'udp/192.0.2.1/5060' },
    });
    endpoint.outcome = () => ({ kind: 'silence', tries: 7 });
    await pass(minute);
    expect(reachable()).toEqual([true]);
    await pass(minute);
    expect(reachable()).toEqual([false]);
    expect(flowOf(1)).not.toBeNull();
    endpoint.outcome = () => ({ kind: 'answered', status: 486, reason: 'Busy Here' });
    await pass(31 * second);
    expect(reachable()).toEqual([true]);
    endpoint.outcome = () => ({ kind: 'silence', tries: 7 });
    await pass(2 * minute);
    expect(reachable()).toEqual([false]);
    register({ expires: '3600' });
    expect(reachable()).toEqual([true]);
  });

  test('never more than a hundred in a second', async () => {
    const { registrations } = site.services.state;
    const { id } = site.phone(1);
    register();
    const [one] = registrations.all();
    if (!one) throw new Error('no binding');
    for (let index = 0; index < 5_000; index++)
      registrations.put(`u${index}`, [{ ...one, user: `u${index}`, contact: `sip:u${index}@192.0.2.1`, phoneId: id }]);
    for (let passed = 0; passed < 40; passed++) {
      const before = endpoint.asked.length;
      site.clock.advance(second);
      await settled();
      expect(endpoint.asked.length - before).toBeLessThanOrEqual(100);
    }
    expect(endpoint.asked.length).toBeGreaterThan(2_500);
  });
});

describe('what else phones ask', () => {
  const subscribe = { method: 'SUBSCRIBE', contact: '<sip:211@192.0.2.1:5060>' };
  const summary = { event: 'message-summary' };

  test('no messages wait: told at once, again when asked again, and when it is over', async () => {
    register();
    const answer = come({ ...subscribe, expires: '600', headers: summary });
    expect(answer).toMatchObject({ status: 200 });
    expect(named(answer, 'Expires')).toEqual(['600']);
    const [told] = endpoint.asked;
    expect(told).toMatchObject({
      method: 'NOTIFY',
      uri: 'sip:211@192.0.2.1:5060',
      callId: 'call-1',
      from: { uri: 'sip:211@pbx.example', tag: answer.toTag },
      to: { uri: 'sip:211@pbx.example', tag: 'their' },
      body: { type: 'application/simple-message-summary', text: 'Messages-Waiting: no\r\n' },
      nextHop: { kind: 'flow', flow: 'udp/192.0.2.1/5060' },
    });
    expect(told?.headers).toContainEqual(['Subscription-State', 'active;expires=600']);
    const inside = { ...summary, to: `<sip:211@pbx.example>;tag=${answer.toTag}` };
    expect(come({ ...subscribe, expires: '600', headers: inside }).status).toBe(200);
    expect(endpoint.asked[1]?.cseq).toBe(2);
    expect(come({ ...subscribe, expires: '0', headers: inside }).status).toBe(200);
    expect(endpoint.asked[2]?.headers).toContainEqual(['Subscription-State', 'terminated;reason=timeout']);
    const gone = { method: 'SUBSCRIBE', headers: { ...headers(subscribe), ...inside } };
    expect(endpoint.come(gone)).toBeNull();
    await settled();
  });

  test('one that is not renewed is told that it is over; one that refuses its NOTIFY is forgotten', async () => {
    register({ expires: '3600' });
    come({ ...subscribe, expires: '60', headers: summary });
    await settled();
    site.clock.advance(66 * second);
    const notifies = endpoint.asked.filter(({ method }) => method === 'NOTIFY');
    expect(notifies).toHaveLength(2);
    expect(notifies.at(-1)?.headers).toContainEqual(['Subscription-State', 'terminated;reason=timeout']);
    endpoint.outcome = () => ({ kind: 'answered', status: 481, reason: 'No' });
    const answer = come({ ...subscribe, expires: '600', headers: summary });
    await settled();
    const inside = { ...summary, to: `<sip:211@pbx.example>;tag=${answer.toTag}` };
    expect(endpoint.come({ method: 'SUBSCRIBE', headers: { ...headers(subscribe), ...inside } })).toBeNull();
  });

  test('who is not registered over this flow proves who it is first; other events are refused', () => {
    const asked = { ...subscribe, headers: summary };
    const challenged = come(asked);
    expect(challenged.status).toBe(401);
    expect(come(asked, proof(challenged, asked)).status).toBe(200);
    expect(come({ ...asked, expires: '5' }, proof(come(asked), asked)).status).toBe(423);
    site.add(2);
    expect(come({ ...asked, user: '212' }, proof(come(asked), asked)).status).toBe(403);
    const presence = come({ ...subscribe, headers: { event: 'presence' } });
    expect(presence.status).toBe(489);
    expect(named(presence, 'Allow-Events')).toEqual(['message-summary']);
  });

  test('calls are not carried, what is unknown is named, what belongs to others is left', () => {
    expect(come({ method: 'INVITE' })).toMatchObject({ status: 403, reason: 'This Registrar Carries No Calls' });
    expect(come({ method: 'OPTIONS' }).status).toBe(200);
    const refused = come({ method: 'MESSAGE' });
    expect(refused.status).toBe(405);
    expect(named(refused, 'Allow')).toEqual(['REGISTER, SUBSCRIBE, OPTIONS']);
    for (const method of ['BYE', 'NOTIFY']) expect(endpoint.come({ method, headers: headers({ method }) })).toBeNull();
    const inside = { to: '<sip:211@pbx.example>;tag=x' };
    for (const method of ['INVITE', 'INFO', 'OPTIONS', 'SUBSCRIBE'])
      expect(endpoint.come({ method, headers: { ...headers({ method }), ...inside } })).toBeNull();
  });
});

describe('a resync', () => {
  const resync = async (): Promise<void> => {
    valueOf(site.services.resync.start({ macs: [mac(1)] }, 'test'));
    await settled();
  };
  const change = (): void => {
    site.file('site', `DISPLAY_NAME_2="${site.services.configs.revision}"`);
    site.publish();
  };

  test('goes over the flow of the phone, and is done when the phone has registered again', async () => {
    register({ contact: '<sip:211-a@192.0.2.1:5060>' });
    change();
    await resync();
    expect(site.notifies[0]).toMatchObject({
      target: { address: '192.0.2.1', port: 5060, user: '211-a' },
      nextHop: { kind: 'flow', flow: 'udp/192.0.2.1/5060' },
    });
    register();
    site.takeFiles(1);
    expect(site.stepsOf(1).at(-1)).toBe('fetched');
    register();
    expect(site.stepsOf(1).slice(-2)).toEqual(['registered', 'done']);
  });

  test('does not wait for a phone that had nothing new to take, nor long for one that went elsewhere', async () => {
    register();
    await resync();
    site.takeFiles(1);
    expect(site.stepsOf(1).at(-1)).toBe('done');
    change();
    await resync();
    site.takeFiles(1);
    site.clock.advance(30 * second);
    expect(site.steps.at(-1)).toMatchObject({ step: 'done', detail: 'it has its files and has not registered again' });
    change();
    site.services.registrar.set(false, 'test');
    await resync();
    site.takeFiles(1);
    expect(site.stepsOf(1).at(-1)).toBe('done');
    expect(site.notifies.at(-1)?.nextHop).toBeUndefined();
  });
});

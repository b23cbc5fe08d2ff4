import { expect, test } from 'vitest';
import { chooseChallenge, digestAnswer } from '../../../electron/adapters/virtual-phone/digest-answer';
import { linesOf } from '../../../electron/adapters/virtual-phone/phone-lines';
import type { VirtualPhone } from '../../../electron/adapters/virtual-phone/virtual-phone';
import type { VirtualPhoneOptions } from '../../../electron/adapters/virtual-phone/virtual-phone-options';
import { configFile } from './file-server';
import { openBench, type PhoneBench } from './phone-bench';
import { openRegistrar, type TinyRegistrar } from './tiny-registrar';

const line = { PHONE_NUMBER_1: '101', SIP_AUTHID_1: 'auth101', SIP_PASS_1: 'Pw-101-x' };

interface Scene extends PhoneBench {
  readonly registrar: TinyRegistrar;
  readonly phone1: VirtualPhone;
  serve(settings: Record<string, string>): void;
}

/** A phone that holds a line and a registrar, has booted, and is registering. */
async function openScene(
  more: Record<string, string> = {},
  options: Partial<VirtualPhoneOptions> = {},
): Promise<Scene> {
  const [bench, registrar] = [await openBench(), await openRegistrar()];
  const serve = (settings: Record<string, string>): void => {
    const file = configFile({ CFG_STANDARD_FILE_PATH: `${bench.server.url}/own.cfg`, ...settings });
    bench.server.files.set('/KX-UT670.cfg', file).set('/own.cfg', file);
  };
  const held = { SIP_RGSTR_ADDR_1: '127.0.0.1', SIP_RGSTR_PORT_1: String(registrar.port) };
  serve({ ...line, ...held, SIP_SVCDOMAIN_1: 'pbx.example', ...more });
  const phone1 = bench.phone({ address: '127.0.0.9', registers: 'at-held-servers', ...options });
  return { ...bench, registrar, phone1, serve };
}

async function untilRegistered(bench: PhoneBench, times: number): Promise<void> {
  await expect.poll(() => bench.told('registered').length, { timeout: 5_000 }).toBe(times);
}

test.each([
  ['MD5', true, 401],
  ['MD5', false, 401],
  ['SHA-256', true, 401],
  ['SHA-256', false, 407],
] as const)('a line registers after boot, challenged by %s, qop %s, with %i', async (algorithm, qop, challengeWith) => {
  const scene = await openScene();
  scene.registrar.behaviour = { ...scene.registrar.behaviour, algorithm, qop, challengeWith };
  await scene.phone1.start();
  await untilRegistered(scene, 1);
  const { port } = scene.registrar;
  expect(scene.told('registered')).toMatchObject([
    { line: 1, user: '101', server: `127.0.0.1:${port}`, expires: 3_600 },
  ]);
  expect(scene.registrar.heard).toMatchObject([
    { cseq: 1, authorized: false },
    {
      from: `127.0.0.9:${scene.phone1.sipPort}`,
      uri: 'sip:pbx.example',
      to: '<sip:101@pbx.example>',
      contact: `<sip:101@127.0.0.9:${scene.phone1.sipPort}>`,
      expires: 3_600,
      userAgent: 'Panasonic_KX-UT670/01.302 (0080f0a1b2c3)',
      cseq: 2,
      authorized: true,
    },
  ]);
});

test('it is renewed at half of what the registrar granted, or at REG_INTERVAL_RATE_n of it', async () => {
  for (const [rate, renewedMs] of [
    [{}, 300_000],
    [{ REG_INTERVAL_RATE_1: '90' }, 540_000],
  ] as const) {
    const scene = await openScene(rate);
    scene.registrar.behaviour.grants = 600;
    await scene.phone1.start();
    await untilRegistered(scene, 1);
    scene.clock.advance(renewedMs - 1);
    scene.clock.advance(1);
    await untilRegistered(scene, 2);
    const { heard } = scene.registrar;
    // The nonce is used once more, so there is no second challenge.
    expect(heard.map(({ cseq, authorized }) => [cseq, authorized])).toEqual([
      [1, false],
      [2, true],
      [3, true],
    ]);
    expect(new Set(heard.map(({ callId }) => callId)).size).toBe(1);
    scene.registrar.newNonce();
    scene.clock.advance(renewedMs);
    await untilRegistered(scene, 3);
    expect(heard.slice(3).map(({ authorized }) => authorized)).toEqual([false, true]);
  }
});

test('a phone that goes takes its registration back, and one that was never registered says nothing', async () => {
  const scene = await openScene();
  await scene.phone1.start();
  await untilRegistered(scene, 1);
  await scene.phone1.stop();
  expect(scene.registrar.heard.at(-1)).toMatchObject({ expires: 0, authorized: true });
  const silent = await openScene({ PHONE_NUMBER_1: '' });
  await silent.phone1.start();
  await silent.phone1.stop();
  expect(silent.registrar.heard).toEqual([]);
});

test('a registrar that went away does not keep a phone from going', async () => {
  const scene = await openScene();
  await scene.phone1.start();
  await untilRegistered(scene, 1);
  scene.registrar.behaviour.loses = 99;
  const began = performance.now();
  await scene.phone1.stop();
  expect(performance.now() - began).toBeLessThan(3_000);
});

test('a REGISTER that gets lost is sent again, the very same one', async () => {
  const scene = await openScene();
  scene.registrar.behaviour.loses = 1;
  await scene.phone1.start();
  await untilRegistered(scene, 1);
  expect(scene.registrar.heard.map(({ cseq }) => cseq)).toEqual([1, 1, 2]);
});

test('a wrong password is told once, tried again after REG_RTX_INTVL_n, and never in a loop', async () => {
  const scene = await openScene({ SIP_PASS_1: 'wrong', REG_RTX_INTVL_1: '30' });
  await scene.phone1.start();
  await expect.poll(() => scene.told('not-registered').length).toBe(1);
  expect(scene.registrar.heard).toHaveLength(2);
  scene.clock.advance(30_000);
  await expect.poll(() => scene.registrar.heard.length, { timeout: 5_000 }).toBe(4);
  scene.serve({ ...line, SIP_RGSTR_ADDR_1: '127.0.0.1', SIP_RGSTR_PORT_1: String(scene.registrar.port) });
  await scene.phone1.resync();
  await untilRegistered(scene, 1);
  expect(scene.told('not-registered')).toMatchObject([{ line: 1, status: 401 }]);
});

test('423 names the shortest time, which is then asked for', async () => {
  const scene = await openScene({ REG_EXPIRE_TIME_1: '60' });
  scene.registrar.behaviour.leastSeconds = 120;
  await scene.phone1.start();
  await untilRegistered(scene, 1);
  expect(scene.registrar.heard.map(({ expires }) => expires)).toEqual([60, 60, 120]);
  expect(scene.told('registered')).toMatchObject([{ expires: 120 }]);
});

test('another refusal is told with its status', async () => {
  const scene = await openScene();
  scene.registrar.behaviour.status = 403;
  await scene.phone1.start();
  await expect.poll(() => scene.told('not-registered')).toMatchObject([{ status: 403 }]);
});

test('--sip-server is where every line registers, whatever it holds', async () => {
  const scene = await openScene({ SIP_RGSTR_ADDR_1: '127.0.0.77', PHONE_NUMBER_2: '102' });
  const { port } = scene.registrar;
  scene.registrar.behaviour.algorithm = null;
  const phone = scene.phone({ address: '127.0.0.10', registers: { address: '127.0.0.1', port } });
  await phone.start();
  await untilRegistered(scene, 2);
  expect(scene.registrar.heard.map(({ to }) => to)).toEqual(['<sip:101@pbx.example>', '<sip:102@127.0.0.1>']);
});

test('after a run that changed something the lines register anew; one that is gone is taken back', async () => {
  const scene = await openScene();
  await scene.phone1.start();
  await untilRegistered(scene, 1);
  const held = { SIP_RGSTR_ADDR_1: '127.0.0.1', SIP_RGSTR_PORT_1: String(scene.registrar.port) };
  scene.serve({ ...line, ...held, DISPLAY_NAME_1: 'Desk' });
  await scene.phone1.resync();
  await untilRegistered(scene, 2);
  await scene.phone1.resync();
  scene.serve({ PHONE_NUMBER_1: '' });
  await scene.phone1.resync();
  await expect.poll(() => scene.registrar.heard.at(-1)?.expires).toBe(0);
  expect(scene.told('registered')).toHaveLength(2);
});

test('a power cycle loses the registration in silence, and the line registers again', async () => {
  const scene = await openScene();
  await scene.phone1.start();
  await untilRegistered(scene, 1);
  await scene.phone1.powerCycle();
  await untilRegistered(scene, 2);
  expect(scene.registrar.heard.every(({ expires }) => expires > 0)).toBe(true);
  expect(new Set(scene.registrar.heard.map(({ callId }) => callId)).size).toBe(2);
});

test('a phone on loopback reaches no server elsewhere', async () => {
  const scene = await openScene({ SIP_RGSTR_ADDR_1: 'pbx.example' });
  await scene.phone1.start();
  await scene.phone1.stop();
  expect(scene.registrar.heard).toEqual([]);
});

test('who registers as what is read from the settings', () => {
  const lines = (settings: Record<string, string>) => linesOf(new Map(Object.entries(settings)), null);
  expect(lines(line)).toEqual([]);
  const held = { ...line, SIP_PRXY_ADDR_1: 'proxy', SIP_PRXY_PORT_1: '5070' };
  expect(lines(held)).toMatchObject([
    { line: 1, user: '101', authId: 'auth101', domain: 'proxy', server: { address: 'proxy', port: 5070 } },
  ]);
  expect(lines({ ...held, SIP_RGSTR_ADDR_1: 'registrar', SIP_RGSTR_PORT_1: 'x' })).toMatchObject([
    { domain: 'registrar', server: { address: 'registrar', port: 5060 } },
  ]);
  expect(lines({ ...held, SIP_OUTPROXY_ADDR_1: 'outbound' })).toMatchObject([{ server: { address: 'outbound' } }]);
  expect(lines({ ...held, SIP_URI_1: 'sip:2101@pbx.example', SIP_AUTHID_1: '' })).toMatchObject([
    { user: '2101', authId: '2101' },
  ]);
  expect(lines({ ...held, LINE_ENABLE_1: 'Enabled' })).toHaveLength(1);
  expect(lines({ ...held, LINE_ENABLE_1: 'Disabled' })).toEqual([]);
});

test('the digest of RFC 7616 §3.9.1 comes out as printed there, by both algorithms', () => {
  const nonce = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v';
  const request = { method: 'GET', uri: '/dir/index.html' };
  const account = { user: 'Mufasa', password: 'Circle of Life' };
  const cnonce = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ';
  for (const [algorithm, response] of [
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
  ]) {
    const challenge = chooseChallenge([
      `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="${nonce}", opaque="FQhe"`,
    ]);
    const answer = challenge && digestAnswer(challenge, account, request, { cnonce, count: 1 });
    expect(answer).toContain(`response="${response}"`);
    expect(answer).toContain('opaque="FQhe"');
  }
  expect(chooseChallenge(['Basic realm="x"', 'Digest realm="x", nonce="y", qop="auth-int"'])).toBeNull();
});

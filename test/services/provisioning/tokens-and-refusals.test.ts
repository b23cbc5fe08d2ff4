// Tokens of phones and site, the one and the same 404, the enumeration guard, and what counts as taken.
import { expect, test, vi } from 'vitest';
import { ProblemError } from '../../../electron/core/shared/problem';
import type { Answer } from '../../../electron/services/provisioning/answer';
import { hour, mac, openSite, peer, valueOf, type TestSite } from '../../support/site';

test('after a rotation both addresses are good until the phone came with the new one', async () => {
  const site = await openSite();
  site.add(1);
  site.boot(1);
  const old = site.ownPath(1);
  valueOf(site.services.phones.renewToken([mac(1)], 'rotate', 'test'));
  const renewed = site.ownPath(1);
  expect(renewed).not.toBe(old);
  const told = site.ask(old);
  expect(told.status).toBe(200);
  expect(told.text).toContain(renewed);
  expect(site.ask(old).status).toBe(200);
  expect(site.ask(renewed).status).toBe(200);
  expect(site.ask(old).status).toBe(404);
  expect(site.reasons(1)).toEqual(['revoked-token']);
});

test('two rotations before the phone comes lock nobody out', async () => {
  const site = await openSite();
  site.add(1);
  site.boot(1);
  const old = site.ownPath(1);
  valueOf(site.services.phones.renewToken([mac(1)], 'rotate', 'test'));
  valueOf(site.services.phones.renewToken([mac(1)], 'rotate', 'test'));
  expect(site.ask(old).text).toContain(site.ownPath(1));
});

test('a rotation between the first file and the first fetch with its token locks nobody out', async () => {
  const site = await openSite();
  site.add(1);
  site.askFirst(1);
  const old = site.ownPath(1);
  valueOf(site.services.phones.renewToken([mac(1)], 'rotate', 'test'));
  expect(site.ask(old).status).toBe(200);
});

test('a revocation that a full disk cuts in half leaves a phone that can be armed again', async () => {
  const site = await openSite();
  site.add(1);
  site.boot(1);
  const { tokens } = site.services.stores;
  const failing = vi.spyOn(tokens, 'insert').mockImplementation(fullDisk);
  expect(() => site.services.phones.renewToken([mac(1)], 'revoke', 'test')).toThrow('DISK_FULL');
  failing.mockRestore();
  expect(site.ask(site.ownPath(1)).status).toBe(200);
  const again = site.restart();
  expect(again.ask(again.ownPath(1)).status).toBe(200);
});

test('on a full disk a first fetch with a token is still noted, and the token as used with the next', async () => {
  const site = await openSite();
  site.add(1);
  site.askFirst(1);
  const { tokens } = site.services.stores;
  const failing = vi.spyOn(tokens, 'update').mockImplementation(fullDisk);
  expect(site.ask(site.ownPath(1)).status).toBe(200);
  expect(site.reasons(1)).toEqual(['served']);
  expect(site.view(1).state).toBe('inSync');
  failing.mockRestore();
  const { id } = site.phone(1);
  site.ask(site.ownPath(1));
  expect(site.services.state.tokens.known(id)?.firstUsedAt).toBe(site.clock.now());
});

test('a revoked token ends at once, its use has a reason, and a restart does not bring it back', async () => {
  const site = await openSite();
  site.add(1);
  site.boot(1);
  const old = site.ownPath(1);
  valueOf(site.services.phones.renewToken([mac(1)], 'revoke', 'test'));
  expect(site.ask(old).status).toBe(404);
  expect(site.view(1)).toMatchObject({
    state: 'failed',
    toldOutdated: true,
    reason: { action: 'arm', problem: { code: 'PHONE_TOKEN_REVOKED' } },
  });
  const again = site.restart();
  expect(again.ask(old).status).toBe(404);
  expect(again.ask(again.ownPath(1)).status).toBe(200);
  expect(again.view(1)).toMatchObject({ state: 'inSync', toldOutdated: false, reason: null });
});

test('a rotated token stays good over a restart', async () => {
  const site = await openSite();
  site.add(1);
  site.boot(1);
  const old = site.ownPath(1);
  valueOf(site.services.phones.renewToken([mac(1)], 'rotate', 'test'));
  expect(site.restart().ask(old).status).toBe(200);
});

test('the token of another phone opens nothing, whichever of the two MACs is asked for', async () => {
  const site = await openSite();
  site.add(1);
  site.add(2);
  const foreign = site.ownPath(1).replace(mac(1), mac(2));
  expect(site.ask(foreign).status).toBe(404);
  expect(site.ask(site.ownPath(1).replace(mac(1), mac(3))).status).toBe(404);
  expect(site.reasons()).toEqual(['token-of-another-phone', 'token-of-another-phone']);
  expect(site.view(2).state).toBe('neverSeen');
});

test('a wrong token from elsewhere is a notice; from the address of the phone it means that the phone is shut out', async () => {
  const site = await openSite();
  site.add(1);
  site.boot(1);
  site.ask(`/p/AAAAAAAAAAAAAAAAAAAAAAAA/${mac(1)}.cfg`, { from: peer(50) });
  expect(site.view(1)).toMatchObject({ state: 'inSync', reason: { problem: { code: 'PHONE_TOKEN_REVOKED' } } });
  site.ask(`/p/AAAAAAAAAAAAAAAAAAAAAAAA/${mac(1)}.cfg`, { from: peer(1) });
  expect(site.view(1).state).toBe('failed');
});

test('master and product need the token of the site', async () => {
  const site = await openSite();
  site.add(1);
  expect(site.ask('/s/site-token-0123456789abc/master.cfg').status).toBe(200);
  expect(site.ask('/s/site-token-0123456789abd/master.cfg').status).toBe(404);
  expect(site.ask('/s/site-token-0123456789abd/product-KX-UT670.cfg').status).toBe(404);
  expect(site.reasons()).toEqual(['unknown-token', 'unknown-token', 'served']);
});

test('an unknown MAC gets the 404 and waits; the same phone again is counted, and adding it ends the wait', async () => {
  const site = await openSite();
  const userAgent = 'Panasonic_KX-HDV230/03.008 (0080f0000005)';
  expect(site.askFirst(5, { userAgent }).status).toBe(404);
  site.clock.advance(hour);
  site.ask(`/Config${mac(5)}.cfg`, { from: peer(6) });
  expect(site.services.phones.waiting()).toMatchObject([
    { mac: mac(5), model: 'KX-HDV230', address: peer(6), times: 2 },
  ]);
  site.add(5, { model: 'KX-HDV230' });
  expect(site.services.phones.waiting()).toEqual([]);
  expect(site.askFirst(5).status).toBe(200);
});

test('every refusal is one and the same answer', async () => {
  const site = await openSite();
  site.add(1, { arm: false });
  site.add(2);
  site.askFirst(2);
  site.add(3);
  const revoked = site.ownPath(3);
  valueOf(site.services.phones.renewToken([mac(3)], 'revoke', 'test'));
  const targets = [
    `/first/${mac(1)}.cfg`,
    `/first/${mac(2)}.cfg`,
    `/first/${mac(9)}.cfg`,
    `/p/wrong/${mac(1)}.cfg`,
    `/p/wrong/${mac(9)}.cfg`,
    revoked,
    site.ownPath(2).replace(mac(2), mac(3)),
    '/s/wrong/master.cfg',
    '/',
    '/favicon.ico',
    '*',
    '/first/../first/x',
    '/KX-UNKNOWN1.cfg',
    '/%00',
    `/${'a'.repeat(3000)}`,
  ];
  const answers = targets.map((target) => answerTo(site, target));
  answers.push(answerTo(site, `/first/${mac(2)}.cfg`, 'POST'), answerTo(site, `/first/${mac(1)}.cfg`, 'HEAD'));
  for (const { status, body, etag } of answers)
    expect({ status, body, etag }).toEqual({ status: 404, body: null, etag: null });
  expect([...new Set(answers.map((answer) => Object.keys(answer).join()))]).toHaveLength(1);
});

function answerTo(site: TestSite, target: string, method = 'GET'): Answer {
  return site.services.provisioning.answer({
    protocol: 'http',
    remote: peer(40),
    method,
    target,
    header: () => null,
  });
}

test('the guard counts distinct wrong MACs, tokens and paths of a peer, then keeps it out of the waiting list', async () => {
  const site = await openSite();
  site.add(1);
  for (let again = 0; again < 30; again++) site.askFirst(200, { from: peer(66) });
  expect(site.reasons(1)).toEqual(['unknown-mac']);
  for (let number = 201; number < 230; number++) site.askFirst(number, { from: peer(66) });
  expect(site.reasons(1)).toEqual(['guarded']);
  // Those that waited until then were its inventions.
  expect(site.services.phones.waiting()).toEqual([]);
  // Another peer is not meant, nor is an armed phone or a valid token behind the same address.
  site.askFirst(240, { from: peer(67) });
  expect(site.reasons(1)).toEqual(['unknown-mac']);
  expect(site.askFirst(1, { from: peer(66) }).status).toBe(200);
  expect(site.ask(site.ownPath(1), { from: peer(66) }).status).toBe(200);
});

test('guessing tokens of a known phone is counted as well', async () => {
  const site = await openSite();
  site.add(1);
  for (let guess = 0; guess < 21; guess++) site.ask(`/p/guess${guess}/${mac(1)}.cfg`, { from: peer(66) });
  expect(site.reasons(2)).toEqual(['guarded', 'unknown-token']);
});

test('HEAD and a broken transfer take nothing; a 304 says that the phone has it', async () => {
  const site = await openSite();
  site.add(1);
  site.boot(1);
  site.file('phone:0080F0000001', 'DISPLAY_NAME_2="Door"');
  site.publish();
  const path = site.ownPath(1);
  const { etag } = site.ask(path, { method: 'HEAD' });
  site.ask(path, { completed: false });
  expect(site.view(1).state).toBe('pending');
  const same = site.ask(path, { etag: `W/"other", W/${etag}` });
  expect(same).toMatchObject({ status: 304, text: '' });
  expect(site.view(1).state).toBe('inSync');
  expect(site.ledger(1)).toMatchObject([{ status: 304, reason: 'not-modified', bytes: 0 }]);
});

test('the ledger keeps the exact bytes that were answered, and no token', async () => {
  const site = await openSite();
  site.add(1);
  const { text } = site.askFirst(1);
  const path = site.ownPath(1);
  site.ask(path);
  site.ask(path.replace('/p/', '/%70/'), { from: peer(1) });
  const rows = site.ledger();
  expect(rows.map((row) => row.path)).toEqual([
    `/p/••••/${mac(1)}.cfg`,
    `/p/••••/${mac(1)}.cfg`,
    `/first/${mac(1)}.cfg`,
  ]);
  expect(new TextDecoder().decode(site.services.stores.journal.body(rows[2]?.sha256 ?? '') ?? undefined)).toBe(text);
});

test('a phone that is removed between question and answer is no trouble', async () => {
  const site = await openSite();
  site.add(1, { arm: false });
  site.add(2);
  const ask = (number: number): Answer => answerTo(site, `/first/${mac(number)}.cfg`);
  const answers = [ask(1), ask(2)];
  valueOf(site.services.phones.remove([mac(1), mac(2)], 'test'));
  for (const answer of answers) answer.settle({ completed: true, durationMs: 1 });
  expect(site.reasons()).toEqual(['served', 'not-armed']);
});

function fullDisk(): never {
  throw new ProblemError({ code: 'DISK_FULL', message: 'The disk is full.', remedy: 'Free some space.' });
}

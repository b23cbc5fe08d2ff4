import { describe, expect, test } from 'vitest';
import { ProblemError } from '../../../electron/core/shared/problem';
import type { Cancellation } from '../../../electron/services/resync/notify-sender';
import { bench, phoneAt, settle } from './sender-bench';
import { branchOf } from './stand-in-phone';

describe('what a NOTIFY looks like', () => {
  test('a KX phone gets request line, To, From, Contact and Event, no Subscription-State and no body', async () => {
    const { local, notify } = await bench();
    const phone = await phoneAt();
    const sending = notify(phone);
    const request = await phone.request(1);
    const here = `127.0.0.1:${local.port}`;
    expect(request.startLine).toBe(`NOTIFY sip:101@127.0.0.1:${phone.port} SIP/2.0`);
    expect(request.header('to')).toBe(`<sip:101@127.0.0.1:${phone.port}>`);
    expect(request.header('from')).toMatch(/^<sip:cordboard@127\.0\.0\.1>;tag=[0-9a-f]{16}$/);
    expect(request.header('contact')).toBe(`<sip:cordboard@${here}>`);
    expect(request.header('event')).toBe('check-sync');
    expect(request.header('cseq')).toBe('1 NOTIFY');
    expect(request.header('via')).toMatch(new RegExp(`^SIP/2\\.0/UDP ${here};branch=z9hG4bK[0-9a-f]{32};rport$`));
    expect(request.header('call-id')).toMatch(/^[0-9a-f]{32}$/);
    expect(request.header('max-forwards')).toBe('70');
    expect(request.header('user-agent')).toBe('Cordboard/9.8.7');
    expect(request.text).toMatch(/\r\nContent-Length: 0\r\n\r\n$/);
    expect(request.text).not.toMatch(/^(Subscription-State|Supported|Route):/im);
    phone.answer(request, '200 OK');
    await expect(sending.outcome).resolves.toEqual({ kind: 'answered', status: 200, reason: 'OK' });
    expect(sending.tries).toEqual([1]);
  });

  test('an event with parameters goes out as given, an odd extension is escaped, no extension leaves the user out', async () => {
    const { notify } = await bench();
    const phone = await phoneAt();
    phone.onRequest = (request) => phone.answer(request, '200 OK');
    await notify(phone, { event: 'check-sync;reboot=true', user: '*9 #7' }).outcome;
    await notify(phone, { user: '' }).outcome;
    const [odd, bare] = phone.requests;
    expect(odd?.header('event')).toBe('check-sync;reboot=true');
    expect(odd?.startLine).toBe(`NOTIFY sip:*9%20%237@127.0.0.1:${phone.port} SIP/2.0`);
    expect(bare?.startLine).toBe(`NOTIFY sip:127.0.0.1:${phone.port} SIP/2.0`);
  });

  test('an IPv6 phone is written in brackets and reached', async () => {
    const { notify, local } = await bench({ host: '::1' });
    const phone = await phoneAt('::1');
    const sending = notify(phone);
    const request = await phone.request(1);
    expect(request.startLine).toBe(`NOTIFY sip:101@[::1]:${phone.port} SIP/2.0`);
    expect(request.header('via')).toContain(`SIP/2.0/UDP [::1]:${local.port};`);
    phone.answer(request, '200 OK');
    await expect(sending.outcome).resolves.toMatchObject({ status: 200 });
  });

  test('a sender on all addresses names the one the phone sees', async () => {
    for (const host of ['0.0.0.0', '::']) {
      const { notify, local } = await bench({ host });
      const phone = await phoneAt();
      const sending = notify(phone);
      const request = await phone.request(1);
      expect(request.header('contact')).toBe(`<sip:cordboard@127.0.0.1:${local.port}>`);
      phone.answer(request, '200 OK');
      await expect(sending.outcome).resolves.toMatchObject({ status: 200 });
    }
  });

  test('fields that would break out of the message are refused and nothing is sent', async () => {
    const { sender, notify } = await bench();
    const phone = await phoneAt();
    const credentials = (authId: string, password = 'x') => ({ credentials: { authId, password } });
    const refused = [
      notify(phone, { event: 'check-sync\r\nContact: <sip:evil@127.0.0.1>' }),
      notify(phone, { event: 'check sync' }),
      notify(phone, { event: '' }),
      notify(phone, { event: 'check-sync\n' }),
      notify(phone, { user: '101\r\nX: y' }),
      notify(phone, { user: '\ud800' }),
      notify(phone, credentials('101"')),
      notify(phone, credentials('101\r\nX: y')),
      notify(phone, credentials('101', 'a\r\nb')),
    ].map(({ outcome }) => outcome);
    const progress = { sent: () => undefined };
    for (const target of [
      { address: '127.0.0.1\r\nX: y', port: 5060, user: '1' },
      { address: 'phone.example', port: 5060, user: '1' },
      { address: '127.0.0.1', port: 0, user: '1' },
      { address: '127.0.0.1', port: 65_536, user: '1' },
    ]) {
      refused.push(sender.send({ target, event: 'check-sync', credentials: null }, progress));
    }
    for (const outcome of refused) {
      const error: unknown = await outcome.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ProblemError);
      expect((error as ProblemError).problem.code).toBe('VALUE_INVALID');
    }
    await settle();
    expect(phone.requests).toEqual([]);
  });
});

describe('what an answer means', () => {
  test.each([
    ['202 Accepted', 202, 'Accepted'],
    ['302 Moved Temporarily', 302, 'Moved Temporarily'],
    ['404 Not Found', 404, 'Not Found'],
    ['408 Handset Asleep', 408, 'Handset Asleep'],
    ['481 Subscription Does Not Exist', 481, 'Subscription Does Not Exist'],
    ['489 Bad Event', 489, 'Bad Event'],
    ['503 Service Unavailable', 503, 'Service Unavailable'],
    ['603', 603, ''],
  ])('%s is reported as it came', async (line, status, reason) => {
    const { notify, clock } = await bench();
    const phone = await phoneAt();
    const sending = notify(phone);
    phone.answer(await phone.request(1), line);
    await expect(sending.outcome).resolves.toEqual({ kind: 'answered', status, reason });
    clock.advance(60_000);
    await settle();
    expect(phone.requests).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  test('an answer in compact form, with bare line feeds, folds, a bad Contact and another Via case is understood', async () => {
    const { notify } = await bench();
    const phone = await phoneAt();
    const sending = notify(phone);
    const request = await phone.request(1);
    const [protocol, ...parameters] = request.header('via').split(';');
    const answer = [
      '',
      'SIP/2.0 200 Schön',
      `v: ${protocol};`,
      `  BRANCH=${branchOf(request)};${parameters[1]}`,
      'm: *<<<',
      'CSEQ: 1   NOTIFY',
      'no colon here',
      '',
      '',
    ].join('\n');
    phone.say(answer, request.from);
    await expect(sending.outcome).resolves.toEqual({ kind: 'answered', status: 200, reason: 'Schön' });
  });

  test('answers with another branch, another CSeq method or a second Via are ignored, the right one is taken', async () => {
    const { notify } = await bench();
    const phone = await phoneAt();
    const sending = notify(phone);
    const request = await phone.request(1);
    const right = phone.responseTo(request, '200 OK');
    phone.say(right.replace(branchOf(request), 'z9hG4bKstranger').replace('200 OK', '500 Wrong branch'), request.from);
    phone.say(right.replace('1 NOTIFY', '1 OPTIONS').replace('200 OK', '500 Wrong method'), request.from);
    phone.say(right.replace('Via:', 'Via: SIP/2.0/UDP 127.0.0.9;branch=z9hG4bKx\r\nVia:'), request.from);
    await settle();
    phone.say(right, request.from);
    await expect(sending.outcome).resolves.toEqual({ kind: 'answered', status: 200, reason: 'OK' });
  });

  test('an answer from another port is taken when the branch is right', async () => {
    const { notify } = await bench();
    const [phone, other] = [await phoneAt(), await phoneAt()];
    const sending = notify(phone);
    const request = await phone.request(1);
    other.say(phone.responseTo(request, '200 OK'), request.from);
    await expect(sending.outcome).resolves.toMatchObject({ status: 200 });
  });

  test('two NOTIFYs at a time to two phones each get their own answer', async () => {
    const { notify } = await bench();
    const [one, two] = [await phoneAt(), await phoneAt()];
    const [first, second] = [notify(one), notify(two)];
    const [requestOne, requestTwo] = [await one.request(1), await two.request(1)];
    two.answer(requestTwo, '489 Bad Event');
    one.answer(requestOne, '200 OK');
    await expect(first.outcome).resolves.toMatchObject({ status: 200 });
    await expect(second.outcome).resolves.toMatchObject({ status: 489 });
    expect(branchOf(requestOne)).not.toBe(branchOf(requestTwo));
    expect(requestOne.header('call-id')).not.toBe(requestTwo.header('call-id'));
  });
});

describe('time', () => {
  test('a NOTIFY that is lost twice is sent again after 500 ms and 1 s, with the same bytes', async () => {
    const { notify, clock } = await bench();
    const phone = await phoneAt();
    const sending = notify(phone);
    await phone.request(1);
    clock.advance(499);
    await settle();
    expect(sending.tries).toEqual([1]);
    clock.advance(1);
    await phone.request(2);
    clock.advance(999);
    await settle();
    expect(sending.tries).toEqual([1, 2]);
    clock.advance(1);
    const third = await phone.request(3);
    expect(new Set(phone.requests.map(({ text }) => text)).size).toBe(1);
    phone.answer(third, '200 OK');
    await expect(sending.outcome).resolves.toMatchObject({ status: 200 });
    expect(sending.tries).toEqual([1, 2, 3]);
  });

  test('silence ends after 32 s and eleven tries, doubling up to 4 s', async () => {
    const { notify, clock } = await bench();
    const phone = await phoneAt();
    const sending = notify(phone);
    await phone.request(1);
    const sentAtMs = [0];
    for (let elapsedMs = 500; elapsedMs < 32_000; elapsedMs += 500) {
      const before = sending.tries.length;
      clock.advance(500);
      await new Promise((resolve) => setImmediate(resolve));
      if (sending.tries.length > before) sentAtMs.push(elapsedMs);
    }
    expect(sentAtMs).toEqual([0, 500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500]);
    clock.advance(500);
    await expect(sending.outcome).resolves.toEqual({ kind: 'silence', tries: 11 });
    expect(clock.pending).toBe(0);
  });

  test('after 100 the NOTIFY is repeated every 4 s only, and a late 200 counts', async () => {
    const { notify, clock } = await bench();
    const phone = await phoneAt();
    const sending = notify(phone);
    phone.answer(await phone.request(1), '100 Trying');
    await settle();
    expect(sending.provisionals).toEqual([100]);
    clock.advance(500); // the repeat that was due already
    await phone.request(2);
    clock.advance(3_999);
    await settle();
    expect(sending.tries).toEqual([1, 2]);
    clock.advance(1);
    await phone.request(3);
    clock.advance(20_000);
    phone.answer(await phone.request(8), '200 OK');
    await expect(sending.outcome).resolves.toMatchObject({ status: 200 });
    expect(sending.tries).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('no timer of real time runs while a NOTIFY waits', async () => {
    const realTimers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const { notify } = await bench();
    const phone = await phoneAt();
    const before = realTimers();
    for (let count = 1; count <= 20; count += 1) {
      void notify(phone).outcome;
      await phone.request(count);
    }
    expect(realTimers()).toBeLessThanOrEqual(before + 1);
  });

  test('a phone that says 100 and nothing more is silent after 32 s', async () => {
    const { notify, clock } = await bench();
    const phone = await phoneAt();
    const sending = notify(phone);
    phone.answer(await phone.request(1), '100 Trying');
    await settle();
    clock.advance(32_000);
    await expect(sending.outcome).resolves.toMatchObject({ kind: 'silence' });
  });

  test('a cancelled NOTIFY is not repeated, one cancelled before is not sent', async () => {
    const { notify, clock } = await bench();
    const phone = await phoneAt();
    let cancel = (): void => undefined;
    const cancellation: Cancellation = {
      cancelled: false,
      onCancel: (listener) => {
        cancel = listener;
        return () => undefined;
      },
    };
    const sending = notify(phone, { cancellation });
    const request = await phone.request(1);
    cancel();
    await expect(sending.outcome).resolves.toEqual({ kind: 'cancelled' });
    phone.answer(request, '200 OK');
    clock.advance(40_000);
    const never = notify(phone, { cancellation: { ...cancellation, cancelled: true } });
    await expect(never.outcome).resolves.toEqual({ kind: 'cancelled' });
    await settle();
    expect(phone.requests).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  test('stopping ends open NOTIFYs as cancelled and leaves no timer; later ones are unreachable', async () => {
    const { sender, notify, clock } = await bench();
    const phone = await phoneAt();
    const sending = notify(phone);
    await phone.request(1);
    await sender.stop();
    await expect(sending.outcome).resolves.toEqual({ kind: 'cancelled' });
    expect(clock.pending).toBe(0);
    await expect(notify(phone).outcome).resolves.toMatchObject({ kind: 'unreachable' });
  });
});

// Real time: what is measured here is whether a thousand at once get through one socket.
import { expect, test } from 'vitest';
import type { Clock } from '../../../electron/core/shared/clock';
import { bench, phoneAt } from './sender-bench';

const realClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  every: (intervalMs, callback) => {
    const timer = setInterval(callback, intervalMs);
    return () => clearInterval(timer);
  },
};

test('of 1,000 NOTIFYs sent at once over one socket none is lost and none gets another phone’s answer', async () => {
  const { notify } = await bench({ clock: realClock });
  const phones = await Promise.all(Array.from({ length: 10 }, () => phoneAt()));
  const hundredTimes = Array.from({ length: 100 }, () => phones).flat();
  for (const [index, phone] of phones.entries()) {
    phone.onRequest = (request) => phone.answer(request, `${200 + index} Phone ${index}`);
  }
  const outcomes = await Promise.all(hundredTimes.map((phone) => notify(phone).outcome));
  for (const [index, outcome] of outcomes.entries()) {
    expect(outcome).toEqual({ kind: 'answered', status: 200 + (index % 10), reason: `Phone ${index % 10}` });
  }
});

test('1,000 NOTIFYs, every one challenged, 20 in flight: all answered within a few seconds', async ({ annotate }) => {
  const { notify } = await bench({ clock: realClock });
  const phone = await phoneAt();
  phone.onRequest = (request) => {
    if (request.header('authorization')) phone.answer(request, '200 OK');
    else phone.answer(request, '401 Unauthorized', ['WWW-Authenticate: Digest realm="r", nonce="n", qop="auth"']);
  };
  const started = performance.now();
  let next = 0;
  let answered = 0;
  const worker = async (): Promise<void> => {
    while (next < 1_000) {
      next += 1;
      const outcome = await notify(phone, { credentials: { authId: '101', password: 'secret' } }).outcome;
      if (outcome.kind === 'answered' && outcome.status === 200) answered += 1;
    }
  };
  await Promise.all(Array.from({ length: 20 }, worker));
  await annotate(`${Math.round(1_000_000 / (performance.now() - started))} challenged NOTIFYs/s`);
  expect(answered).toBe(1_000);
});

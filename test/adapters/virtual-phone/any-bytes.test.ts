// Whatever arrives, the phone's readers give something or nothing, and never throw.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTimeAnswer, timeQuestion } from '../../../electron/adapters/virtual-phone/ask-time-server';
import { chooseChallenge } from '../../../electron/adapters/virtual-phone/digest-answer';
import { headerOf, parseSipAnswer, parseSipRequest } from '../../../electron/adapters/virtual-phone/sip-message';
import { PhoneLab } from './phone-lab';

const sipParts = fc
  .array(
    fc.constantFrom(
      'SIP/2.0 200 OK',
      'NOTIFY sip:a SIP/2.0',
      '\r\n',
      '\r\n\r\n',
      'Via: x;branch=',
      'v:',
      ' ',
      ':',
      'é',
      '\0',
    ),
  )
  .map((parts) => Buffer.from(parts.join('')));
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  sipParts,
);

test('SIP: a datagram is a request, an answer, or neither', () => {
  fc.assert(
    fc.property(anyBytes, (datagram) => {
      const [request, answer] = [parseSipRequest(datagram), parseSipAnswer(datagram)];
      expect(request === null || answer === null).toBe(true);
    }),
  );
  const answer = parseSipAnswer(Buffer.from('SIP/2.0 401 Who?\r\nv: SIP/2.0/UDP x;branch=z9\r\nl: 0\r\n\r\n'));
  expect([answer?.status, answer && headerOf(answer, 'via')]).toEqual([401, 'SIP/2.0/UDP x;branch=z9']);
  for (const line of ['SIP/2.0 99 OK', 'SIP/2.0 700 OK', 'SIP/2.0 2000', 'SIP/3.0 200 OK', ' SIP/2.0 200 OK']) {
    expect(parseSipAnswer(Buffer.from(`${line}\r\n\r\n`))).toBeNull();
  }
});

test('SNTP: an answer tells a time or nothing', () => {
  const question = timeQuestion(Buffer.from('question'));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const told = readTimeAnswer(Buffer.from(bytes), question);
      expect(told === null || Number.isFinite(told.receivedMs + told.sentMs)).toBe(true);
    }),
  );
});

test('digest: a challenge can be answered or not', () => {
  const parts = fc.constantFrom(
    'Digest ',
    'realm="a"',
    'nonce="b"',
    'qop=',
    '"auth',
    ',',
    '=',
    'algorithm=MD5',
    '"',
    ' ',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(parts).map((some) => some.join('')),
      ),
      (header) => {
        const challenge = chooseChallenge([header]);
        expect(challenge === null || typeof challenge.nonce === 'string').toBe(true);
      },
    ),
  );
});

test('a phone that anything is sent to goes on', async () => {
  const lab = new PhoneLab('2026-01-05T12:00:00Z');
  const phone = await lab.boot({ registers: { address: '192.0.2.1', port: 5060 } });
  phone.setByHand('PHONE_NUMBER_1', '101');
  const [from, to] = [
    { address: '192.0.2.1', port: 5060 },
    { address: '192.0.2.7', port: 5060 },
  ];
  fc.assert(fc.property(anyBytes, (datagram) => lab.network.send(datagram.toString('latin1'), from, to)));
  await phone.resync();
  expect(lab.told('applied').length).toBeGreaterThan(1);
});

test('a phone inside the process whose registrar fell silent can still go', async () => {
  const lab = new PhoneLab('2026-01-05T12:00:00Z');
  const registrar = { address: '192.0.2.1', port: 5060 };
  const port = await lab.network.openPort(registrar, (datagram, from) => {
    const copied = datagram
      .toString()
      .split('\r\n')
      .filter((line) => /^(Via|From|To|Call-ID|CSeq|Contact):/.test(line));
    port.send(['SIP/2.0 200 OK', ...copied, '', ''].join('\r\n'), from);
  });
  lab.settings = { PHONE_NUMBER_1: '101' };
  const phone = await lab.boot({ registers: registrar });
  expect(lab.told('registered')).toMatchObject([{ line: 1, user: '101', server: '192.0.2.1:5060', expires: 3_600 }]);
  await port.close();
  await phone.stop();
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPnpAsk, type PnpAsk } from '../../../electron/core/sip/pnp';
import { notifyPort, pnpNotify, pnpProbe } from '../../../electron/core/sip/pnp-messages';
import { readSipMessage } from '../../../electron/core/sip/read-sip-message';
import { refusalOf } from '../../../electron/core/sip/request-refusal';
import { firstValue, type SipRequest } from '../../../electron/core/sip/sip-message';
import { mac } from '../../support/database';
import { phoneMac, subscribe, type Subscribing } from '../../support/pnp-phone';

function request(text: string): SipRequest {
  const message = readSipMessage(Buffer.from(text));
  if (message?.kind !== 'request') throw new Error('no request');
  return message;
}

function read(subscribing: Subscribing = {}): PnpAsk | null {
  return readPnpAsk(request(subscribe(subscribing)));
}

describe('whose question it is', () => {
  test.each([
    ['escaped, in lower case', 'MAC%3a00135E874B49'],
    ['escaped, in capitals', 'MAC%3A00135e874b49'],
    ['as it stands', 'MAC:00135E874B49'],
    ['without a colon', 'MAC00135E874B49'],
    ['alone', '00135e874b49'],
    ['with hyphens', '00-13-5E-87-4B-49'],
    ['escaped colons between', '00%3A13%3a5E%3A87%3A4B%3A49'],
    ['escaped digits', '%300135E874B49'],
  ])('the MAC is the user, %s', (_, user) => {
    expect(read({ user })?.mac).toBe('00135E874B49');
  });

  test('it may stand in From, To, Contact or the event alone', () => {
    const text = subscribe({ user: 'phone' });
    const put = (pattern: RegExp, value: string) => readPnpAsk(request(text.replace(pattern, value)))?.mac;
    expect(readPnpAsk(request(text))).toBeNull();
    expect(put(/^From: <sip:phone@/m, 'From: <sip:MAC%3a00135E874B49@')).toBe('00135E874B49');
    expect(put(/^To: <sip:phone@/m, 'To: <sip:MAC%3a00135E874B49@')).toBe('00135E874B49');
    expect(put(/^Contact: <sip:phone@/m, 'Contact: <sip:00135E874B49@')).toBe('00135E874B49');
    expect(put(/^Event: ua-profile/m, 'Event: ua-profile;mac="00:13:5e:87:4b:49"')).toBe('00135E874B49');
  });

  test('a Call-ID is drawn: only marked digits of it are a MAC', () => {
    expect(read({ user: 'phone', callId: '00135e874b49@192.0.2.7' })).toBeNull();
    expect(read({ user: 'phone', callId: 'MAC%3a00135e874b49@192.0.2.7' })?.mac).toBe('00135E874B49');
  });

  test('longer numbers, the zero address and group addresses are none', () => {
    for (const user of ['00135E874B49AB', '000000000000', '01005E0001AB', '2101']) expect(read({ user })).toBeNull();
  });

  test('vendor, model and version are taken quoted, bare and escaped', () => {
    const full = { mac: phoneMac, vendor: 'Panasonic', model: 'KX-HDV230', version: '01.061', isProbe: false };
    expect(read()).toEqual(full);
    for (const event of [
      'ua-profile;profile-type=device;vendor=Panasonic;model=KX-HDV230;version=01.061',
      'UA-Profile ; profile-type="device" ; vendor="Panasonic" ; model="KX%2dHDV230" ; version="01.061"',
      'ua-profile;vendor="Panasonic";;=;odd;model="KX-HDV\\230";version="01.061',
    ])
      expect(read({ event })).toEqual(full);
    expect(read({ event: 'ua-profile' })).toEqual({ ...full, vendor: null, model: null, version: null });
  });

  test('other events, other profiles and other methods are none of ours', () => {
    expect(read({ event: 'message-summary' })).toBeNull();
    expect(read({ event: 'ua-profile-x' })).toBeNull();
    expect(read({ event: 'ua-profile;profile-type="user"' })).toBeNull();
    expect(readPnpAsk(request(subscribe().replaceAll('SUBSCRIBE', 'PUBLISH')))).toBeNull();
  });

  test('any text is read without a throw, and what is told stays in its line', () => {
    const odd = fc.oneof(fc.string(), fc.stringMatching(/^[%"\\;=:a-fA-F0-9 MACmac<>@-]*$/));
    fc.assert(
      fc.property(odd, odd, odd, odd, (uri, event, from, callId) => {
        const fields = [
          ['event', `ua-profile;${event}`],
          ['from', from],
          ['call-id', callId],
        ] as const;
        const ask = readPnpAsk({ method: 'SUBSCRIBE', uri, fields });
        if (!ask) return;
        expect(ask.mac).toMatch(/^[0-9A-F]{12}$/);
        for (const said of [ask.vendor, ask.model, ask.version]) {
          expect(said?.length ?? 0).toBeLessThanOrEqual(64);
          expect(said ?? '').not.toMatch(/\p{Cc}/u);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('any MAC in any spelling is found', () => {
    const spellings = [
      (digits: string) => `MAC%3a${digits}`,
      (digits: string) => `mac:${digits.toLowerCase()}`,
      (digits: string) => digits.replace(/(..)(?=.)/g, '$1%3A'),
      (digits: string) => digits.replace(/(..)(?=.)/g, '$1-'),
    ];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0xffffff }), fc.constantFrom(...spellings), (number, spelled) => {
        expect(read({ user: spelled(mac(number)) })?.mac).toBe(mac(number));
      }),
    );
  });
});

describe('what is written', () => {
  const sender = { address: '192.0.2.200', port: 40_000, version: '1.2.3', branch: 'z9hG4bKx' };
  const url = 'http://192.0.2.200:8088/KX-HDV230.cfg';

  test('a NOTIFY belongs to the dialog of its SUBSCRIBE and ends it', () => {
    const text = Buffer.from(pnpNotify(request(subscribe()), 'ours', url, sender)).toString();
    const notify = request(text);
    expect(text.split('\r\n')[0]).toBe('NOTIFY sip:MAC%3a00135E874B49@192.0.2.7:5062 SIP/2.0');
    expect(refusalOf(notify)).toBeNull();
    const values = Object.fromEntries(
      ['from', 'to', 'call-id', 'cseq', 'event', 'subscription-state', 'content-type'].map((name) => [
        name,
        firstValue(notify, name),
      ]),
    );
    expect(values).toEqual({
      from: '<sip:MAC%3a00135E874B49@224.0.1.75>;tag=ours',
      to: '<sip:MAC%3a00135E874B49@224.0.1.75>;tag=phone',
      'call-id': 'call-1@192.0.2.7',
      cseq: '1 NOTIFY',
      event: 'ua-profile',
      'subscription-state': 'terminated;reason=timeout',
      'content-type': 'application/url',
    });
    expect(Buffer.from(notify.body).toString()).toBe(url);
  });

  test('it goes to the port of the Contact, and never to another address than the sender', () => {
    const from = { address: '192.0.2.7', port: 31_000 };
    expect(notifyPort(request(subscribe()), from)).toBe(5062);
    expect(notifyPort(request(subscribe({ contact: '<sip:x@192.0.2.7>' })), from)).toBe(5060);
    expect(notifyPort(request(subscribe({ contact: '<sip:x@203.0.113.9:99>' })), from)).toBe(31_000);
    expect(notifyPort(request(subscribe({ contact: null })), from)).toBe(31_000);
    expect(Buffer.from(pnpNotify(request(subscribe({ contact: null })), 'a', url, sender)).toString()).toMatch(
      /^NOTIFY sip:MAC%3a00135E874B49@224\.0\.1\.75 SIP/,
    );
  });

  test('a probe reads as a question of another Cordboard', () => {
    const asked = { mac: mac(9), vendor: 'Panasonic', model: 'KX-HDV130', callId: 'probe', tag: 't' };
    const probe = request(Buffer.from(pnpProbe(asked, sender)).toString());
    expect(refusalOf(probe)).toBeNull();
    expect(readPnpAsk(probe)).toEqual({
      mac: mac(9),
      vendor: 'Panasonic',
      model: 'KX-HDV130',
      version: '0',
      isProbe: true,
    });
  });
});

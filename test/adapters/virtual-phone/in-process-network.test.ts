import { expect, onTestFinished, test } from 'vitest';
import { InProcessNetwork } from '../../../electron/adapters/virtual-phone/in-process-network';
import { VirtualPhone } from '../../../electron/adapters/virtual-phone/virtual-phone';
import type { VirtualPhoneEvent } from '../../../electron/adapters/virtual-phone/virtual-phone-event';
import { mac, openSite, peer } from '../../support/site';
import { TestClock } from '../../support/test-clock';
import { configFile } from './file-server';
import { PhoneLab } from './phone-lab';

test('phones and the real provisioning service live through a month in one process, and agree on every next check', async () => {
  const site = await openSite({ facts: { timeZone: 'Europe/Berlin', checkTime: '02:00', ntp: '192.0.2.200' } });
  const network = new InProcessNetwork(
    {
      answer: ({ url, from, userAgent }) => {
        const { status, text } = site.ask(new URL(url).pathname, { from, userAgent });
        return { status, body: Buffer.from(text) };
      },
      time: () => site.clock.now(),
    },
    site.clock,
  );
  const events: VirtualPhoneEvent[] = [];
  const phones: VirtualPhone[] = [];
  for (const number of [1, 2, 3]) {
    site.add(number, { model: 'KX-UT136' });
    if (number === 3) {
      site.file(`phone:${mac(3)}`, 'CFG_RESYNC_TIME=""', 'CFG_CYCLIC="Y"', 'CFG_CYCLIC_INTVL="1000"');
      site.publish();
    }
    const phone = new VirtualPhone(
      {
        mac: mac(number),
        model: 'KX-UT136',
        bootstrapUrl: 'http://192.0.2.200:8088/',
        address: peer(number),
        sipPort: 5060,
        timeZone: 'Europe/Berlin',
      },
      { clock: site.clock, transport: network, random: Math.random, emit: (event) => events.push(event) },
    );
    onTestFinished(() => phone.stop());
    await phone.start();
    phones.push(phone);
  }
  expect([1, 2, 3].map((number) => site.view(number).state)).toEqual(['inSync', 'inSync', 'inSync']);
  site.clock.advance(30 * 86_400_000);
  const applied = events.filter(({ event }) => event === 'applied');
  // Of 43200 minutes the third asks in every thousandth.
  expect(applied).toHaveLength(2 * 31 + 44);
  for (const [index, phone] of phones.entries()) {
    const told = events.filter((event) => event.event === 'next-check').findLast((event) => event.mac === phone.mac);
    expect(site.view(index + 1).nextCheckAt).toBe(Date.parse(told?.nextCheckAt ?? ''));
  }
});

test('an answer that has to be waited for is waited for', async () => {
  const clock = new TestClock();
  const file = Buffer.from(configFile({ CFG_STANDARD_FILE_PATH: 'http://lab/own.cfg', A: '1' }));
  const later = Promise.resolve({ status: 200, body: file });
  const network = new InProcessNetwork({ answer: () => later }, clock);
  const around = { clock, transport: network, random: Math.random, emit: () => undefined };
  const place = { model: 'KX-UT136', bootstrapUrl: 'http://lab/', address: '192.0.2.7', sipPort: 0 };
  const phone = new VirtualPhone({ ...place, mac: '0080F0A1B2C3' }, around);
  onTestFinished(() => phone.stop());
  await phone.start();
  expect(phone.settings.get('A')).toBe('1');
  expect(phone.sipPort).toBeGreaterThan(0);
});

test('two phones cannot have one place', async () => {
  const lab = new PhoneLab('2026-01-05T12:00:00Z');
  await lab.boot();
  await expect(lab.boot()).rejects.toMatchObject({ problem: { code: 'PORT_IN_USE' } });
});

test('what is sent where nobody listens is lost', async () => {
  const lab = new PhoneLab('2026-01-05T12:00:00Z');
  await lab.boot();
  const from = { address: '192.0.2.1', port: 5060 };
  lab.network.send('NOTIFY nobody', from, { address: '192.0.2.8', port: 5060 });
  lab.network.send('no SIP at all', from, { address: '192.0.2.7', port: 5060 });
  expect(lab.told('notify')).toEqual([]);
});

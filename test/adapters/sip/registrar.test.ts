// The registrar over real sockets: phones that boot, register, are pinged and found over their flow.
import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { SipNotifySender } from '../../../electron/adapters/sip/sip-notify-sender';
import { openSite, valueOf } from '../../support/site';
import { configFile } from '../virtual-phone/file-server';
import { openBench } from '../virtual-phone/phone-bench';

test('two virtual phones register their lines, answer a ping and a NOTIFY over their flow, and are gone when they leave', async () => {
  const site = await openSite();
  for (const number of [1, 2]) site.add(number);
  const sip = new SipNotifySender({
    host: '127.0.0.1',
    port: 0,
    version: '1',
    clock: site.clock,
    random: randomBytes,
    fault: (error) => expect.unreachable(String(error)),
  });
  onTestFinished(() => sip.stop());
  const { port } = valueOf(await sip.start());
  site.sip.use(sip.endpoint);
  site.services.registrar.start();
  site.services.registrar.set(true, 'test');
  const bench = await openBench();
  const phones = [1, 2].map((number) => {
    const account = { PHONE_NUMBER_1: `21${number}`, SIP_AUTHID_1: `auth${number}`, SIP_PASS_1: `Pw-${number}-x` };
    const held = { SIP_RGSTR_ADDR_1: '127.0.0.1', SIP_RGSTR_PORT_1: String(port) };
    const own = { CFG_STANDARD_FILE_PATH: `${bench.server.url}/own${number}.cfg` };
    const file = configFile({ ...own, ...account, ...held });
    bench.server.files.set(`/${number}/KX-UT670.cfg`, file).set(`/own${number}.cfg`, file);
    const options = { bootstrapUrl: `${bench.server.url}/${number}/`, address: `127.0.0.${40 + number}` };
    return bench.phone({ ...options, mac: `0080F000000${number}`, registers: 'at-held-servers' });
  });
  for (const phone of phones) await phone.start();
  await expect.poll(() => site.services.registrar.bindings().length, { timeout: 10_000 }).toBe(2);
  const bindings = site.services.registrar.bindings().toSorted((one, other) => one.phoneId - other.phoneId);
  expect(bindings).toMatchObject(
    [1, 2].map((number) => ({
      user: `21${number}`,
      line: 1,
      phoneId: site.phone(number).id,
      transport: 'udp',
      address: `127.0.0.${40 + number}`,
      port: phones[number - 1]?.sipPort,
    })),
  );
  expect(bench.told('registered').map(({ expires }) => expires)).toEqual([3_600, 3_600]);
  const flow = site.services.state.registrations.flowOf(site.phone(2).id) ?? '';
  const told = await sip.send(
    {
      target: { address: 'pbx.example', port: null, user: '212' },
      nextHop: { kind: 'flow', flow },
      event: 'check-sync',
      credentials: null,
    },
    { sent: () => undefined },
  );
  expect(told).toMatchObject({ kind: 'answered', status: 200 });
  expect(bench.told('notify')).toHaveLength(1);
  for (const phone of phones) await phone.stop();
  await expect.poll(() => site.services.registrar.bindings().length, { timeout: 10_000 }).toBe(0);
});

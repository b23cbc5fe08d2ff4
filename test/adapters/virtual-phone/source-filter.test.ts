import { expect, test } from 'vitest';
import { configFile } from './file-server';
import { openBench } from './phone-bench';
import { PhoneLab } from './phone-lab';
import { openSipAsker } from './sip-asker';

const servers = {
  SIP_RGSTR_ADDR_1: '192.0.2.11',
  SIP_PRXY_ADDR_1: '192.0.2.12',
  SIP_PRSNC_ADDR_1: '192.0.2.13',
  SIP_OUTPROXY_ADDR_1: '192.0.2.14',
};

/** Sends a NOTIFY to the lab's phone, and gives the status of its answer; null for none. */
async function notifyFrom(lab: PhoneLab, address: string, method = 'NOTIFY'): Promise<number | null> {
  let status: number | null = null;
  const port = await lab.network.openPort({ address, port: 0 }, (datagram) => {
    status = Number(/^SIP\/2\.0 (\d+)/.exec(datagram.toString())?.[1]);
  });
  const lines = [
    `${method} sip:101@192.0.2.7 SIP/2.0`,
    `Via: SIP/2.0/UDP ${address}:${port.port};branch=z9hG4bK${address}${port.port}`,
    'From: <sip:prov@lab>;tag=1',
    'To: <sip:101@lab>',
    `Call-ID: ${port.port}`,
    `CSeq: 1 ${method}`,
    'Event: check-sync',
    'Content-Length: 0',
  ];
  port.send(`${lines.join('\r\n')}\r\n\r\n`, { address: '192.0.2.7', port: 5060 });
  await port.close();
  return status;
}

async function bootWith(settings: Record<string, string>, options = {}): Promise<PhoneLab> {
  const lab = new PhoneLab('2026-01-05T12:00:00+01:00');
  lab.settings = settings;
  await lab.boot(options);
  return lab;
}

test('with SIP_DETECT_SSAF_1="Y" only registrar, proxy, presence server and outbound proxy are heard', async () => {
  const lab = await bootWith({ ...servers, SIP_DETECT_SSAF_1: 'Y' });
  for (const known of Object.values(servers)) expect(await notifyFrom(lab, known)).toBe(200);
  expect(lab.told('applied')).toHaveLength(5);
  for (const stranger of ['192.0.2.1', '192.0.2.110']) {
    expect(await notifyFrom(lab, stranger)).toBeNull();
    expect(await notifyFrom(lab, stranger, 'OPTIONS')).toBeNull();
  }
  expect([lab.told('applied').length, lab.told('notify').length]).toEqual([5, 4]);
});

test.each([{}, { SIP_DETECT_SSAF_1: 'N' }, { SIP_DETECT_SSAF_1: '' }])('with %j anyone is heard', async (filter) => {
  const lab = await bootWith({ ...servers, ...filter });
  expect(await notifyFrom(lab, '192.0.2.1')).toBe(200);
});

test('one line that filters is enough, and its own servers count', async () => {
  const lab = await bootWith({ ...servers, SIP_RGSTR_ADDR_2: '192.0.2.22', SIP_DETECT_SSAF_2: 'Y' });
  expect(await notifyFrom(lab, '192.0.2.22')).toBe(200);
  expect(await notifyFrom(lab, servers.SIP_RGSTR_ADDR_1)).toBeNull();
});

test('a filter that names nobody hears nobody, but for the server it is told to register at', async () => {
  const nobody = await bootWith({ SIP_DETECT_SSAF_1: 'Y' });
  expect(await notifyFrom(nobody, '192.0.2.1')).toBeNull();
  const lab = await bootWith({ SIP_DETECT_SSAF_1: 'Y' }, { registers: { address: '192.0.2.31', port: 5060 } });
  expect(await notifyFrom(lab, '192.0.2.31')).toBe(200);
});

test('the filter counts from the run that brought it, and not any more from the one that took it back', async () => {
  const lab = new PhoneLab('2026-01-05T12:00:00+01:00');
  const phone = await lab.boot();
  lab.settings = { SIP_DETECT_SSAF_1: 'Y' };
  expect(await notifyFrom(lab, '192.0.2.1')).toBe(200);
  expect(await notifyFrom(lab, '192.0.2.1')).toBeNull();
  lab.settings = { SIP_DETECT_SSAF_1: 'N' };
  await phone.resync();
  expect(await notifyFrom(lab, '192.0.2.1')).toBe(200);
});

test('over real sockets a NOTIFY from elsewhere gets no answer, and one from the registrar does', async () => {
  const bench = await openBench();
  const file = (registrar: string): string =>
    configFile({
      CFG_STANDARD_FILE_PATH: `${bench.server.url}/own.cfg`,
      SIP_DETECT_SSAF_1: 'Y',
      SIP_RGSTR_ADDR_1: registrar,
    });
  bench.server.files.set('/KX-UT670.cfg', file('127.0.0.99')).set('/own.cfg', file('127.0.0.99'));
  const phone = bench.phone();
  await phone.start();
  const asker = await openSipAsker(phone.sipPort);
  asker.send({});
  bench.server.files.set('/own.cfg', file('localhost'));
  await phone.resync();
  expect(await asker.ask({})).toContain('SIP/2.0 200 OK');
  expect(asker.answers).toHaveLength(1);
  expect(bench.told('notify')).toHaveLength(1);
});

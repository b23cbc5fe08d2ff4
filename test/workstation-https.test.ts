// The whole program in this process, with HTTPS: bound before the data folder is open, certificate and addresses brought together.
import { expect, onTestFinished, test } from 'vitest';
import { createWorkstation, type Workstation } from '../electron/workstation';
import { parseHostOptions } from '../electron/workstation-options';
import { closed, fetchText, openRaw } from './adapters/http-server/https-bench';
import { temporaryFolder, valueOf } from './support/database';

async function start(...more: string[]): Promise<Workstation> {
  const folder = temporaryFolder();
  return startIn(folder, more);
}

async function startIn(folder: string, more: readonly string[]): Promise<Workstation> {
  const args = ['--data', folder, '--http-port', '0', '--sip-port', 'off', '--control-port', 'off', ...more];
  const options = valueOf(parseHostOptions(args, { defaultData: folder, folder, lenient: false }));
  const workstation = valueOf(createWorkstation({ options, keychain: null, windowFolder: folder }));
  let isStopped = false;
  const stop = workstation.stop.bind(workstation);
  workstation.stop = async () => {
    if (!isStopped) await stop();
    isStopped = true;
  };
  onTestFinished(() => workstation.stop());
  valueOf(await workstation.start({ strict: true }));
  return workstation;
}

async function ask<T>(workstation: Workstation, name: string, input: unknown = {}): Promise<T> {
  return valueOf(await workstation.dispatch({ name, input, actor: 'test' })) as T;
}

const portOf = (workstation: Workstation, protocol: string): number =>
  workstation.listeners().find((one) => one.protocol === protocol)?.port ?? 0;

interface Listed {
  readonly certificates: { role: string; names: string[]; fingerprint: string }[];
  readonly told: string;
  readonly failures: { remote: string; times: number; reason: string }[];
}

test('HTTPS wanted at the start: one is issued by itself, and a client that trusts the root is served', async () => {
  const workstation = await start('--https-port', '0');
  expect(workstation.listeners()).toContainEqual(
    expect.objectContaining({ protocol: 'https', state: 'up', problem: null }),
  );
  const { pem } = await ask<{ pem: string }>(workstation, 'certificates.root');
  const root = { certificate: pem, key: '' };
  const port = portOf(workstation, 'https');
  await expect(fetchText(port, root, { path: '/KX-UT670.cfg' })).resolves.toContain('/first/{MAC}.cfg');
  const { certificates, told } = await ask<Listed>(workstation, 'certificates.list');
  expect(certificates).toMatchObject([{ role: 'root' }, { role: 'issued', names: ['127.0.0.1'] }]);
  expect(told).toBe('http');
});

test('without HTTPS nothing is issued; one click listens and issues', async () => {
  const workstation = await start();
  expect((await ask<Listed>(workstation, 'certificates.list')).certificates).toEqual([]);
  const { listener } = await ask<{ listener: object }>(workstation, 'server.listen', { protocol: 'https', port: 0 });
  expect(listener).toMatchObject({ state: 'up', problem: null });
  expect((await ask<Listed>(workstation, 'certificates.list')).certificates).toHaveLength(2);
});

test('phones told HTTPS get https addresses while it listens, and find the root over plain HTTP', async () => {
  const workstation = await start('--https-port', '0');
  await ask(workstation, 'certificates.tell', { protocol: 'https' });
  const [http, https] = [portOf(workstation, 'http'), portOf(workstation, 'https')];
  expect(workstation.toldBaseUrl()).toBe(`https://127.0.0.1:${https}`);
  const bootstrap = await (await fetch(`http://127.0.0.1:${http}/KX-UT670.cfg`)).text();
  expect(bootstrap).toContain(`CFG_STANDARD_FILE_PATH="http://127.0.0.1:${http}/first/{MAC}.cfg"`);
  const [, rootUrl = ''] = /CFG_ROOT_CERTIFICATE_PATH="(.*)"/.exec(bootstrap) ?? [];
  expect(rootUrl).toBe(`http://127.0.0.1:${http}/root.cer`);
  const der = Buffer.from(await (await fetch(rootUrl)).arrayBuffer());
  const { pem } = await ask<{ pem: string }>(workstation, 'certificates.root');
  expect(pem.replaceAll(/-----[^-]+-----|\s/g, '')).toBe(der.toString('base64'));
  await ask(workstation, 'server.stop', { protocol: 'https' });
  expect(workstation.toldBaseUrl()).toBe(`http://127.0.0.1:${http}`);
});

test('the choice, the root and the certificate are there again at the next start', async () => {
  const folder = temporaryFolder();
  const first = await startIn(folder, ['--https-port', '0']);
  await ask(first, 'certificates.tell', { protocol: 'https' });
  const before = await ask<Listed>(first, 'certificates.list');
  await first.stop();
  const second = await startIn(folder, ['--https-port', '0']);
  expect(await ask<Listed>(second, 'certificates.list')).toMatchObject({
    told: 'https',
    certificates: before.certificates.map(({ fingerprint }) => ({ fingerprint })),
  });
  expect(second.toldBaseUrl()).toMatch(/^https:/);
});

test('a name phones are told is put into the certificate by itself', async () => {
  const workstation = await start('--https-port', '0', '--advertise', 'cordboard.example');
  const { certificates } = await ask<Listed>(workstation, 'certificates.list');
  expect(certificates[1]?.names).toEqual(['cordboard.example', '127.0.0.1']);
});

test('a handshake that fails stands in the list, folded', async () => {
  const workstation = await start('--https-port', '0');
  for (let n = 0; n < 3; n++) {
    const socket = await openRaw(portOf(workstation, 'https'));
    socket.write('GET / HTTP/1.1\r\n\r\n');
    await closed(socket);
  }
  const { failures } = await ask<Listed>(workstation, 'certificates.list');
  expect(failures).toMatchObject([
    { remote: '127.0.0.1', times: 3, reason: 'It speaks plain HTTP on the HTTPS port.' },
  ]);
});

// Runs inside Electron as Node: issues certificates with its BoringSSL, serves them, and fetches with nothing but the root trusted.
import 'temporal-polyfill/global';
import { get } from 'node:https';
import { acceptCertificate } from '../../electron/adapters/certificates/accept-certificate';
import { systemClock } from '../../electron/adapters/clock/system-clock';
import { ProvisioningHttpServer } from '../../electron/adapters/http-server/provisioning-http-server';
import { TlsCertificate } from '../../electron/adapters/http-server/tls-certificate';
import { explainHandshake } from '../../electron/core/provisioning/handshake-failure';
import { bareAnswer } from '../../electron/services/provisioning/answer';
import { issueForTest } from './certificates';

const told: Record<string, unknown> = { electron: process.versions['electron'] };

for (const key of ['rsa-2048', 'ecdsa-p256'] as const) {
  const { root, server } = await issueForTest(key);
  const certificate = new TlsCertificate();
  certificate.set(server);
  const failures: string[] = [];
  const listener = new ProvisioningHttpServer({
    clock: systemClock(),
    tls: {
      certificate,
      onFailure: ({ error, firstBytes }) => failures.push(explainHandshake(error, firstBytes).reason),
    },
    answer: ({ target }) => ({ ...bareAnswer, status: 200, body: Buffer.from(target), settle: () => undefined }),
  });
  const listening = await listener.listen('127.0.0.1', 0);
  if (!listening.ok) throw new Error(listening.problem.message);
  const { port } = listening.value;
  const fetched = [];
  for (const version of ['TLSv1.2', 'TLSv1.3', 'TLSv1'] as const)
    fetched.push(await fetchWith({ port, ca: root.certificate, minVersion: version, maxVersion: version }));
  await listener.close();
  told[key] = { fetched, failures, imported: acceptCertificate(server, Date.now()).ok };
}
process.stdout.write(JSON.stringify(told));

function fetchWith(options: Parameters<typeof get>[1] & object): Promise<string> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', path: '/file', agent: false, ...options }, (response) => {
      response.resume().on('end', () => resolve(String(response.statusCode)));
    });
    request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

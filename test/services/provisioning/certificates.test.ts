import { beforeEach, expect, test, vi } from 'vitest';
import type { CertificateService } from '../../../electron/services/provisioning/certificate-service';
import { rawBytes, valueOf } from '../../support/database';
import { issueForTest } from '../../support/certificates';
import { openSite, settled, type TestSite } from '../../support/site';

const day = 24 * 60 * 60_000;
let site: TestSite;
let certificates: CertificateService;

beforeEach(async () => {
  site = await openSite();
  ({ certificates } = site.services);
});

const of = (role: 'root' | 'issued' | 'imported') => certificates.list().find((one) => one.role === role);
const pass = async (days: number): Promise<void> => {
  for (let n = 0; n < days; n++) site.clock.advance(day);
  await settled();
};

test('the first certificate makes a root of ten years, and is good for 397 days from now on', async () => {
  expect(certificates.list()).toEqual([]);
  expect(certificates.inUse).toBeNull();
  await certificates.issue(undefined, 'test');
  expect(of('root')).toMatchObject({ key: 'rsa-2048', names: [], inUse: false, state: 'fine', daysLeft: 3652 });
  expect(of('issued')).toMatchObject({
    key: 'rsa-2048',
    names: ['192.0.2.200'],
    inUse: true,
    state: 'fine',
    daysLeft: 397,
  });
});

test('a phone whose clock starts in 2000 finds it good already', async () => {
  await certificates.issue('ecdsa-p256', 'test');
  for (const { notBefore } of certificates.list()) expect(notBefore).toBe(Date.UTC(2000, 0, 1));
});

test('root and certificate outlive a restart; the keys lie sealed', async () => {
  await certificates.issue('ecdsa-p256', 'test');
  const key = certificates.inUse?.key ?? '';
  const again = site.restart().services.certificates;
  expect(again.list()).toEqual(certificates.list());
  expect(again.inUse?.key).toBe(key);
  const secret = key.split('\n')[1] ?? '';
  expect(secret).toHaveLength(64);
  for (const [name, bytes] of rawBytes(site.database.folder)) expect(bytes.includes(secret), name).toBe(false);
});

test('issuing again keeps the root; another kind of key makes another one', async () => {
  await certificates.issue('rsa-2048', 'test');
  const [root, issued] = [of('root'), of('issued')];
  await certificates.issue(undefined, 'test');
  expect(of('root')).toEqual(root);
  expect(of('issued')?.fingerprint).not.toBe(issued?.fingerprint);
  await certificates.issue('ecdsa-p256', 'test');
  expect(of('root')).toMatchObject({ key: 'ecdsa-p256' });
});

test('while phones know only HTTPS addresses the root stays; once they came over HTTP it may change', async () => {
  await certificates.issue('rsa-2048', 'test');
  certificates.tell('https', 'test');
  const root = of('root');
  site.add(1);
  site.baseUrl = 'https://192.0.2.200:8443';
  site.boot(1);
  expect(await certificates.issue('ecdsa-p256', 'test')).toMatchObject({
    problem: { code: 'CERTIFICATE_ROOT_IN_USE', remedy: expect.stringContaining('Tell phones HTTP') },
  });
  valueOf(await certificates.issue('rsa-2048', 'test'));
  expect(of('root')).toEqual(root);
  certificates.tell('http', 'test');
  site.baseUrl = 'http://192.0.2.200:8088';
  expect(await certificates.issue('ecdsa-p256', 'test')).toMatchObject({
    problem: { code: 'CERTIFICATE_ROOT_IN_USE', message: expect.stringContaining('1 phone knows') },
  });
  expect(of('root')).toEqual(root);
  site.takeFiles(1);
  valueOf(await certificates.issue('ecdsa-p256', 'test'));
  expect(of('root')).toMatchObject({ key: 'ecdsa-p256' });
});

test('nor does an import or taking one away change it under phones that know only HTTPS', async () => {
  await certificates.issue('rsa-2048', 'test');
  const { root, server } = await issueForTest('rsa-2048', ['192.0.2.200']);
  const brought = { ...server, certificate: server.certificate + root.certificate };
  site.clock.advance(Date.now() - site.clock.now());
  site.add(1);
  site.baseUrl = 'https://192.0.2.200:8443';
  site.boot(1);
  const refused = { ok: false, problem: { code: 'CERTIFICATE_ROOT_IN_USE' } };
  expect(await certificates.import(brought, 'test')).toMatchObject(refused);
  expect(of('imported')).toBeUndefined();
  site.baseUrl = 'http://192.0.2.200:8088';
  site.takeFiles(1);
  valueOf(await certificates.import(brought, 'test'));
  site.baseUrl = 'https://192.0.2.200:8443';
  site.takeFiles(1);
  // Its own issuer renews it: the root is the same.
  valueOf(await certificates.import(brought, 'test'));
  expect(await certificates.forget('test')).toMatchObject(refused);
  expect(of('imported')?.inUse).toBe(true);
});

test('two that issue at once make one root', async () => {
  await Promise.all([certificates.ensure('a'), certificates.ensure('b'), certificates.issue(undefined, 'c')]);
  expect(certificates.list()).toHaveLength(2);
});

test('it is renewed by itself 30 days before its end, and HTTPS is told', async () => {
  await certificates.issue('ecdsa-p256', 'test');
  const first = of('issued')?.fingerprint;
  const changed = vi.fn<() => void>();
  certificates.onChange(changed);
  const trouble = vi.fn<(error: unknown) => void>();
  certificates.start(trouble);
  await pass(366);
  await expect(certificates.renew()).resolves.toBe(false);
  expect(of('issued')?.fingerprint).toBe(first);
  await pass(3);
  await certificates.renew();
  expect(of('issued')?.fingerprint).not.toBe(first);
  expect(of('issued')).toMatchObject({ state: 'fine' });
  expect(changed).toHaveBeenCalledOnce();
  expect(trouble).not.toHaveBeenCalled();
  await certificates.stop();
});

test('after the laptop slept for two years the certificate is issued anew at once', async () => {
  await certificates.issue('ecdsa-p256', 'test');
  await pass(800);
  expect(of('issued')?.state).toBe('expired');
  const later = site.restart().services.certificates;
  later.start(() => undefined);
  await later.renew();
  expect(later.list().map(({ state }) => state)).toEqual(['fine', 'fine']);
  await later.stop();
});

test('a root that ends soon is made anew with the certificate', async () => {
  await certificates.issue('ecdsa-p256', 'test');
  const root = of('root')?.fingerprint;
  await pass(3640);
  expect(of('root')?.state).toBe('expiring');
  await certificates.renew();
  expect(of('root')?.fingerprint).not.toBe(root);
  expect(of('issued')?.daysLeft).toBe(397);
});

test('an address that phones are told anew is put among its names', async () => {
  await certificates.issue('ecdsa-p256', 'test');
  site.names = ['cordboard.example', '192.0.2.200'];
  expect(of('issued')?.state).toBe('name-missing');
  await expect(certificates.renew()).resolves.toBe(true);
  expect(of('issued')).toMatchObject({ state: 'fine', subject: 'CN=cordboard.example', names: site.names });
  await expect(certificates.renew()).resolves.toBe(false);
});

test('nothing is issued by itself where nobody wanted HTTPS', async () => {
  certificates.start(() => undefined);
  await pass(400);
  expect(certificates.list()).toEqual([]);
  await certificates.stop();
});

test('a certificate brought along goes before the issued one, until it is taken away', async () => {
  await certificates.issue('ecdsa-p256', 'test');
  const { root, server } = await issueForTest('rsa-2048', ['192.0.2.200']);
  site.clock.advance(Date.now() - site.clock.now());
  const ownRoot = certificates.root()?.body;
  valueOf(await certificates.import({ ...server, certificate: server.certificate + root.certificate }, 'test'));
  expect(of('imported')).toMatchObject({ inUse: true, state: 'fine' });
  expect(of('issued')?.inUse).toBe(false);
  // Phones need its root now.
  expect(certificates.root()?.body).not.toEqual(ownRoot);
  await certificates.forget('test');
  expect(of('imported')).toBeUndefined();
  expect(of('issued')?.inUse).toBe(true);
  expect(certificates.root()?.body).toEqual(ownRoot);
});

test('a certificate that is refused changes nothing', async () => {
  await certificates.issue('ecdsa-p256', 'test');
  const before = certificates.list();
  const refused = await certificates.import({ certificate: 'x', key: 'y' }, 'test');
  expect(refused).toMatchObject({ ok: false, problem: { code: 'CERTIFICATE_INVALID' } });
  expect(certificates.list()).toEqual(before);
});

test('with an imported certificate alone, taking it away issues one, so that HTTPS goes on', async () => {
  const { server } = await issueForTest('ecdsa-p256', ['192.0.2.200']);
  site.clock.advance(Date.now() - site.clock.now());
  valueOf(await certificates.import(server, 'test'));
  expect(certificates.root()).toBeNull();
  await certificates.forget('test');
  expect(certificates.list().map(({ role }) => role)).toEqual(['root', 'issued']);
});

test('the root is served to everybody at its stable path, as DER; before there is one nobody is told so', async () => {
  expect(site.ask('/root.cer').status).toBe(404);
  await certificates.issue('ecdsa-p256', 'test');
  const answer = site.services.provisioning.answer({
    protocol: 'http',
    remote: '192.0.2.66',
    method: 'GET',
    target: '/root.cer',
    header: () => null,
  });
  answer.settle({ completed: true, durationMs: 1 });
  expect(answer).toMatchObject({ status: 200, contentType: 'application/x-x509-ca-cert' });
  expect(answer.body).toEqual(of('root')?.der);
});

test('phones told HTTPS are told the root over plain HTTP, at first contact and with their own file', async () => {
  await certificates.issue('ecdsa-p256', 'test');
  site.add(1);
  site.baseUrl = 'https://192.0.2.200:8443';
  site.first = { baseUrl: 'http://192.0.2.200:8088', rootUrl: 'http://192.0.2.200:8088/root.cer' };
  const bootstrap = site.ask('/KX-UT670.cfg').text;
  expect(bootstrap).toContain('CFG_STANDARD_FILE_PATH="http://192.0.2.200:8088/first/{MAC}.cfg"');
  expect(bootstrap).toContain('CFG_ROOT_CERTIFICATE_PATH="http://192.0.2.200:8088/root.cer"');
  const first = site.askFirst(1).text;
  expect(first).toContain('CFG_ROOT_CERTIFICATE_PATH="http://192.0.2.200:8088/root.cer"');
  expect(first).toContain('CFG_STANDARD_FILE_PATH="https://192.0.2.200:8443/p/');
  expect(site.ask('/KX-HDV130.cfg').text).not.toContain('ROOT_CERTIFICATE');
  expect(site.ask('/KX-UTG200B.cfg').text).toMatch(/CFG_ROOT_CERTIFICATE_PATH1/);
  site.boot(1);
  expect(site.view(1).state).toBe('inSync');
});

test('which protocol phones are told is kept, and written down with who chose it', () => {
  expect(certificates.toldProtocol).toBe('http');
  const changed = vi.fn<() => void>();
  certificates.onChange(changed);
  certificates.tell('https', 'test');
  certificates.tell('https', 'test');
  expect(changed).toHaveBeenCalledOnce();
  expect(site.restart().services.certificates.toldProtocol).toBe('https');
});

test('a name that no certificate can bear is tried once, and again only when the names change', async () => {
  site.names = ['::ffff:10.0.0.1'];
  await certificates.issue('ecdsa-p256', 'test');
  expect(of('issued')?.state).toBe('name-missing');
  expect([await certificates.renew(), await certificates.renew(), await certificates.renew()]).toEqual([
    true,
    false,
    false,
  ]);
  site.names = ['192.0.2.200'];
  expect(await certificates.renew()).toBe(true);
  expect(of('issued')?.state).toBe('fine');
});

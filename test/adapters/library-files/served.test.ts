// One file of the library over real sockets: HTTP whole and in ranges, TFTP, and a phone's log the other way.
import { writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../electron/adapters/clock/system-clock';
import { ProvisioningHttpServer } from '../../../electron/adapters/http-server/provisioning-http-server';
import { TftpServer } from '../../../electron/adapters/tftp-server/tftp-server';
import { openSite, valueOf } from '../../support/site';
import { fetchFile, until } from '../tftp-server/tftp-bench';

const firmware = Buffer.alloc(3_000_000, 'not the same everywhere, ');

async function servedSite() {
  const site = await openSite();
  const faults: unknown[] = [];
  const options = {
    clock: systemClock(),
    onFault: (error: unknown) => void faults.push(error),
    answer: site.services.provisioning.answer.bind(site.services.provisioning),
  };
  const [http, tftp] = [new ProvisioningHttpServer(options), new TftpServer(options)];
  onTestFinished(async () => {
    await Promise.all([http.close(), tftp.close()]);
  });
  const [httpAt, tftpAt] = [valueOf(await http.listen('127.0.0.1', 0)), valueOf(await tftp.listen('127.0.0.1', 0))];
  const { library } = site.services;
  const id = valueOf(await library.begin('new.fw', 'firmware', firmware.length));
  valueOf(await library.append(id, firmware));
  const file = valueOf(await library.finish(id, { models: [], version: null }));
  const path = new URL(file.address).pathname;
  return { site, file, path, faults, httpPort: httpAt.port, tftpPort: tftpAt.port };
}

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

function ask(
  port: number,
  path: string,
  more: { method?: string; headers?: object; body?: string } = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = more;
    const asking = httpRequest({ port, path, method, headers: { ...headers }, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      );
      response.on('error', reject);
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

test('firmware arrives whole by HTTP, in ranges, and by TFTP; the ledger has each', async () => {
  const { site, file, path, httpPort, tftpPort, faults } = await servedSite();
  const whole = await ask(httpPort, path);
  expect(whole.body.equals(firmware)).toBe(true);
  expect(whole.headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-length': '3000000',
    etag: `"${file.sha256.slice(0, 32)}"`,
    'last-modified': new Date(site.clock.now()).toUTCString(),
  });
  const part = await ask(httpPort, path, { headers: { range: 'bytes=70000-2000000' } });
  expect([part.status, part.body.equals(firmware.subarray(70_000, 2_000_001))]).toEqual([206, true]);
  const head = await ask(httpPort, path, { method: 'HEAD' });
  expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, '3000000', 0]);
  const { bytes, agreed } = await fetchFile(tftpPort, path.slice(1), { tsize: 0, blksize: 1428, windowsize: 16 });
  expect(agreed.tsize).toBe('3000000');
  expect(bytes.equals(firmware)).toBe(true);
  await until(() => site.ledger().length === 4);
  const rows = site.ledger().map(({ protocol, method, status, bytes: sent }) => [protocol, method, status, sent]);
  expect(rows).toEqual([
    ['tftp', 'GET', 200, 3_000_000],
    ['http', 'HEAD', 200, 0],
    ['http', 'GET', 206, 1_930_001],
    ['http', 'GET', 200, 3_000_000],
  ]);
  expect(faults).toEqual([]);
});

test('altered firmware is nobody’s: the same answer as to any stranger, by both protocols', async () => {
  const { site, file, path, httpPort, tftpPort } = await servedSite();
  writeFileSync(join(site.database.folder, 'library', file.sha256), 'altered');
  const [altered, stranger] = [await ask(httpPort, path), await ask(httpPort, '/nothing/here')];
  expect([altered.status, altered.body]).toEqual([404, stranger.body]);
  await expect(fetchFile(tftpPort, path.slice(1))).rejects.toThrow('error 1');
});

test('a phone puts its log beside its own file, and one too large is not kept', async () => {
  const { site, httpPort } = await servedSite();
  const phone = site.add(1);
  const path = site.ownPath(1).replace(/[^/]+$/, 'sys.log');
  expect((await ask(httpPort, path, { method: 'PUT', body: 'booted\n' })).status).toBe(201);
  const tooLarge = await ask(httpPort, path, { method: 'PUT', body: 'x'.repeat(1024 * 1024 + 1) });
  expect(tooLarge.status).toBe(413);
  const logs = site.services.logs.ofPhone(phone);
  expect(logs).toMatchObject([{ name: 'sys.log', bytes: 7 }]);
  expect(site.services.logs.read(logs[0]?.id ?? 0)?.text).toBe('booted\n');
});

// A whole running host with an armed phone, against clients nobody here wrote, by every way a phone may ask: what the tests of the single
// servers beside this file do not see is whether the parts fit.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import { startHost, type RunningHost } from '../support/chromium-host';
import { callHost } from '../support/host-calls';
import { runCli } from '../support/running-host';
import { addServedPhone, type ServedPhone } from '../support/served-phone';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'cordboard-peers-'));
const data = join(folder, 'data');
const mac = '0080F0A1B2C3';
const ring = Buffer.from(Array.from({ length: 30_000 }, (_, index) => (index * 7 + (index >> 8)) & 255));
const magic = '# Panasonic SIP Phone Standard Format File #';

let host: RunningHost;
let phone: ServedPhone;
/** Where each protocol is. */
let http: string;
let https: string;
let tftpPort: number;
let sntpPort: number;
/** Of the phone, and of all phones of the site. */
let token: string;
let library: string;
let standard: Buffer;

beforeAll(async () => {
  const ports = ['--https-port', '0', '--tftp-port', '0', '--sntp-port', '0'];
  host = await startHost(folder, ports);
  const portOf = (protocol: 'http' | 'https' | 'tftp' | 'sntp'): number => host.ready[protocol]?.port ?? 0;
  http = `http://127.0.0.1:${portOf('http')}`;
  https = `https://127.0.0.1:${portOf('https')}`;
  tftpPort = portOf('tftp');
  sntpPort = portOf('sntp');
  await writeFile(join(folder, 'ring.wav'), ring);
  await runCli(data, 'library', 'add', join(folder, 'ring.wav'));
  await runCli(data, 'certificates', 'issue');
  await writeFile(join(folder, 'root.pem'), await runCli(data, 'certificates', 'root'));
  phone = await addServedPhone(data, portOf('http'), { mac, model: 'KX-UT670' });
  token = phone.standard.split('/')[2] ?? '';
  library = phone.master.replace(/[^/]+$/, 'library/ring.wav');
  standard = Buffer.from(await (await fetch(http + phone.standard)).arrayBuffer());
}, 60_000);

afterAll(async () => {
  const exitCode = await host.stop();
  rmSync(folder, { recursive: true, force: true });
  if (exitCode !== 0) throw new Error(`the host ended with ${exitCode}`);
});

async function needs(program: string, context: TestContext): Promise<void> {
  const found = await run('sh', ['-c', `command -v ${program}`]).catch(() => null);
  if (!found) context.skip(`${program} is not installed`);
}

/** What curl writes to standard output; rejects when the answer is no success. */
async function curl(...arguments_: string[]): Promise<Buffer> {
  const options = { encoding: 'buffer', maxBuffer: 10_000_000 } as const;
  return (await run('curl', ['-sSf', '--noproxy', '*', ...arguments_], options)).stdout;
}

/** The status curl gets, whatever it is. */
async function curlStatus(...arguments_: string[]): Promise<number> {
  const into = ['-o', join(folder, 'discarded'), '-w', '%{http_code}'];
  return Number((await run('curl', ['-sS', '--noproxy', '*', ...into, ...arguments_])).stdout);
}

/** All that comes back on a connection of its own. */
async function raw(request: string): Promise<string> {
  const socket = connect(Number(new URL(http).port), '127.0.0.1');
  socket.write(request);
  return text(socket);
}

test('curl goes the way of a phone: bootstrap, first, then its own addresses', async (context) => {
  await needs('curl', context);
  const other = '0080F0A1B2C4';
  await runCli(data, 'phones', 'add', '--mac', other, '--model', 'KX-UT136');
  const bootstrap = (await curl(`${http}/KX-UT136.cfg`)).toString();
  expect(bootstrap).toContain('CFG_STANDARD_FILE_PATH="http://127.0.0.1');
  expect(bootstrap).toContain('/first/{MAC}.cfg"');
  const first = (await curl(`${http}/first/${other}.cfg`)).toString();
  for (const file of ['STANDARD', 'MASTER', 'PRODUCT']) {
    const [, address = ''] = new RegExp(`^CFG_${file}_FILE_PATH="([^"]+)"`, 'm').exec(first) ?? [];
    const own = address.replace('{MAC}', other).replace('{MODEL}', 'KX-UT136');
    expect((await curl('--globoff', own)).subarray(0, magic.length).toString()).toBe(magic);
  }
  // Its first address is closed to everybody else from then on.
  expect(await curlStatus('--interface', '127.0.0.9', `${http}/first/${other}.cfg`)).toBe(404);
});

test('curl: 304 to the tag it was given, HEAD without a body, ranges and resuming', async (context) => {
  await needs('curl', context);
  const [tag, into] = [join(folder, 'tag'), join(folder, 'part')];
  const own = http + phone.standard;
  expect(await curlStatus('--etag-save', tag, own)).toBe(200);
  expect(await curlStatus('--etag-compare', tag, own)).toBe(304);
  const head = (await curl('-I', own)).toString();
  expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(head).toMatch(new RegExp(`content-length: ${standard.length}\r\n`, 'i'));
  expect((await curl('-r', '100-299', http + library)).equals(ring.subarray(100, 300))).toBe(true);
  expect((await curl('-r', '-500', http + library)).equals(ring.subarray(-500))).toBe(true);
  expect(await curlStatus('-r', '40000-', http + library)).toBe(416);
  await writeFile(into, ring.subarray(0, 12_345));
  await curl('-C', '-', '-o', into, http + library);
  expect((await readFile(into)).equals(ring)).toBe(true);
});

test('curl --http1.0, and many files over one connection', async (context) => {
  await needs('curl', context);
  expect((await curl('--http1.0', http + phone.standard)).equals(standard)).toBe(true);
  const paths = [phone.standard, phone.master, phone.product, phone.standard];
  const { stderr } = await run('curl', ['-sSfv', '--noproxy', '*', ...paths.map((path) => http + path)]);
  expect(stderr.match(/Connected to/g)).toHaveLength(1);
  expect(stderr.match(/< HTTP\/1\.1 200 OK/g)).toHaveLength(4);
});

test('curl, wget and openssl over HTTPS, trusting the root that the host gives out', async (context) => {
  await needs('openssl', context);
  const root = join(folder, 'root.pem');
  expect((await curl('--cacert', root, https + phone.standard)).equals(standard)).toBe(true);
  const der = join(folder, 'root.cer');
  await writeFile(der, await curl(`${http}/root.cer`));
  const { stdout } = await run('openssl', ['x509', '-inform', 'DER', '-in', der]);
  expect(stdout.trim()).toBe((await readFile(root, 'utf8')).trim());
  const wget = await run('wget', ['-q', '--no-proxy', `--ca-certificate=${root}`, '-O', '-', https + phone.standard]);
  expect(wget.stdout).toBe(standard.toString());
  const at = ['-connect', new URL(https).host, '-CAfile', root, '-verify_ip', '127.0.0.1', '-verify_return_error'];
  const client = spawn('openssl', ['s_client', '-quiet', ...at], { stdio: ['pipe', 'pipe', 'ignore'] });
  client.stdin.write(`GET ${phone.standard} HTTP/1.0\r\n\r\n`);
  const answer = await buffer(client.stdout);
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(answer.subarray(-standard.length).equals(standard)).toBe(true);
});

test.for(['wget', 'busybox wget'])('%s: files, resuming, and a 404 like for anybody', async (name, context) => {
  const [program = '', ...applet] = name.split(' ');
  await needs(program, context);
  const get = async (into: string, url: string, ...options: string[]): Promise<Buffer> => {
    await run(program, [...applet, '-q', ...options, '-O', into, url], { env: { ...process.env, http_proxy: '' } });
    return readFile(into);
  };
  const into = join(folder, `by ${name}`);
  expect((await get(into, http + phone.standard)).equals(standard)).toBe(true);
  expect((await get(into, `${http}/KX-UT670.cfg`)).toString()).toContain('/first/{MAC}.cfg');
  await writeFile(into, ring.subarray(0, 20_000));
  expect((await get(into, http + library, '-c')).equals(ring)).toBe(true);
  await expect(get(into, `${http}/p/wrong/${mac}.cfg`)).rejects.toThrow('Command failed');
});

test('a client of HTTP/1.0 that says nothing but what it wants', async () => {
  const answer = await raw(`GET ${phone.standard} HTTP/1.0\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(answer).toMatch(/\r\nConnection: close\r\n/i);
  expect(answer.slice(answer.indexOf('\r\n\r\n') + 4)).toBe(standard.toString());
  const refused = await Promise.all(
    [`/p/wrong/${mac}.cfg`, '/first/0080F0FFFFFF.cfg', '/etc/passwd', '/../../etc/passwd', `/first/${mac}`].map(
      (path) => raw(`GET ${path} HTTP/1.0\r\n\r\n`),
    ),
  );
  expect(new Set(refused).size).toBe(1);
  expect(refused[0]).toMatch(/^HTTP\/1\.1 404 Not Found\r\n/);
});

test('curl sends a log, and the phone has it', async (context) => {
  await needs('curl', context);
  const log = join(folder, 'boot.log');
  await writeFile(log, 'line one\nline two\n'.repeat(4_000));
  const to = http + phone.standard.replace(/[^/]+$/, 'boot.log');
  // More than 1 KB: curl waits for "100 Continue" first.
  expect(await curlStatus('-H', 'Expect: 100-continue', '-T', log, to)).toBe(201);
  expect(await curlStatus('-T', log, `${http}/p/wrong/boot.log`)).toBe(404);
  const { logs } = JSON.parse(await runCli(data, 'phones', 'logs', mac, '--json')) as {
    logs: { id: number; name: string }[];
  };
  expect(logs).toMatchObject([{ name: 'boot.log', bytes: 72_000 }]);
  expect(await runCli(data, 'phones', 'log', String(logs[0]?.id))).toBe('line one\nline two\n'.repeat(4_000));
});

test('TFTP: tftp-hpa, busybox and curl, token and all', async (context) => {
  for (const program of ['tftp', 'busybox', 'curl']) await needs(program, context);
  const path = phone.standard.slice(1);
  const into = join(folder, 'by tftp');
  const port = String(tftpPort);
  await run('tftp', ['-m', 'octet', '127.0.0.1', port, '-c', 'get', path, into]);
  expect((await readFile(into)).equals(standard)).toBe(true);
  await run('busybox', ['tftp', '-g', '-l', into, '-r', library.slice(1), '127.0.0.1', port]);
  expect((await readFile(into)).equals(ring)).toBe(true);
  expect((await curl('--tftp-blksize', '1024', `tftp://127.0.0.1:${port}${library}`)).equals(ring)).toBe(true);
  // curl 68: file not found.
  await expect(curl(`tftp://127.0.0.1:${port}/p/wrong/${mac}.cfg`)).rejects.toMatchObject({ code: 68 });
});

test('SNTP: chronyd takes the time of the host', async (context) => {
  await needs('chronyd', context);
  await callHost(data, 'server.clock', { localClock: true });
  const server = `server 127.0.0.1 port ${sntpPort} iburst maxsamples 1`;
  const { stdout, stderr } = await run('chronyd', ['-Q', '-t', '6', '-U', '-f', '/dev/null', server]);
  const [, offsetS] = /wrong by (-?[\d.]+) seconds/.exec(stdout + stderr) ?? [];
  expect(Math.abs(Number(offsetS))).toBeLessThan(1);
});

test('Basic and Digest: curl and wget log in with what the phone was told', async (context) => {
  await needs('wget', context);
  const url = `${http}/p/${mac}.cfg`;
  const login = ['-u', `${mac}:${token}`];
  const wrong = ['-u', `${mac}:${'A'.repeat(token.length)}`];
  const wget = (...options: string[]): Promise<{ stdout: string }> =>
    run('wget', ['-q', '--no-proxy', '-O', '-', `--user=${mac}`, `--password=${token}`, ...options, url]);
  try {
    await callHost(data, 'access.set', { mode: 'basic' });
    expect(await curlStatus(url)).toBe(401);
    expect(await curlStatus('--basic', ...wrong, url)).toBe(401);
    expect((await curl('--basic', ...login, url)).toString()).toContain(magic);
    expect((await wget()).stdout).toContain(magic);
    for (const algorithm of ['MD5', 'SHA-256']) {
      await callHost(data, 'access.set', { mode: 'digest', digestAlgorithms: [algorithm] });
      expect(await curlStatus(url), algorithm).toBe(401);
      expect(await curlStatus('--digest', ...wrong, url), algorithm).toBe(401);
      expect(await curlStatus('--basic', ...login, url), algorithm).toBe(401);
      expect((await curl('--digest', ...login, url)).toString(), algorithm).toContain(magic);
      // One nonce, two files, counted.
      expect((await curl('--digest', ...login, url, url)).toString().split(magic), algorithm).toHaveLength(3);
    }
    // wget knows MD5 alone.
    await callHost(data, 'access.set', { mode: 'digest', digestAlgorithms: ['MD5', 'SHA-256'] });
    expect((await wget()).stdout).toContain(magic);
  } finally {
    await callHost(data, 'access.set', { mode: 'token' });
  }
});

test('the ledger has all of it, and no token', async () => {
  const printed = await runCli(data, 'requests', '--limit', '1000', '--json');
  const { requests } = JSON.parse(printed) as { requests: { protocol: string; method: string; reason: string }[] };
  const kinds = new Set(
    requests.map(({ protocol, method, reason }) => `${protocol} ${method} ${reason}`.replace('  ', ' ')),
  );
  for (const kind of [
    'http GET served',
    'http GET not-modified',
    'http HEAD served',
    'http PUT received',
    'http GET login-wrong',
  ])
    expect(kinds).toContain(kind);
  for (const kind of ['https GET served', 'tftp GET served', 'tftp GET unknown-token']) expect(kinds).toContain(kind);
  expect(printed).not.toContain(token);
});

// New HTTPS connections per second, each with one request: openssl s_time in processes of their own against the server of the
// program, which has nothing to decide here. What is measured is the handshake and what surrounds it.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { startHttps } from '../adapters/http-server/https-bench';
import { issueForTest } from '../support/certificates';
import { temporaryFolder } from '../support/database';

const run = promisify(execFile);
const seconds = 4;
/** Two keep one core busy; more take from the server what it needs. */
const clients = 2;
const small = 'x'.repeat(500);

const kinds = [
  { name: 'P-256, TLS 1.3', key: 'ecdsa-p256', more: ['-tls1_3'] },
  { name: 'P-256, TLS 1.2', key: 'ecdsa-p256', more: ['-tls1_2'] },
  { name: 'RSA-2048, TLS 1.3', key: 'rsa-2048', more: ['-tls1_3'] },
  { name: 'RSA-2048, TLS 1.2', key: 'rsa-2048', more: ['-tls1_2'] },
] as const;

test('new HTTPS connections per second', { timeout: 300_000 }, async (context) => {
  if (!(await run('openssl', ['version']).catch(() => null))) context.skip('openssl is not installed');
  const lines: string[] = [];
  for (const { name, key, more } of kinds) {
    const { root, server } = await issueForTest(key);
    const { port, failures } = await startHttps(server);
    const folder = temporaryFolder();
    const [rootFile, certificateFile, keyFile] = ['root.pem', 'server.pem', 'key.pem'].map((file) =>
      join(folder, file),
    );
    writeFileSync(String(rootFile), root.certificate);
    writeFileSync(String(certificateFile), server.certificate);
    writeFileSync(String(keyFile), server.key);
    const client = [...more, '-CAfile', String(rootFile)];
    const before = process.cpuUsage();
    const ours = await connectionsPerSecond(port, client);
    const { user, system } = process.cpuUsage(before);
    expect(ours).toBeGreaterThan(0);
    // The clients leave in the middle when their time is over.
    expect(failures.length).toBeLessThanOrEqual(clients);
    const cpuUs = Math.round((user + system) / (ours * seconds));
    const other = await opensslServer(String(certificateFile), String(keyFile));
    const theirs = await connectionsPerSecond(other.port, client);
    other.stop();
    const ratio = (ours / theirs).toFixed(2);
    lines.push(
      `${name}: ${Math.round(ours)} new connections/s, ${cpuUs} µs of processor each; openssl s_server ${Math.round(theirs)}/s: ${ratio} ×`,
    );
  }
  const [cpu] = cpus();
  console.info([`${cpus().length} × ${cpu?.model}, Node ${process.versions.node}`, ...lines].join('\n'));
});

test('new HTTPS connections per second, beside those of bare node:https', { timeout: 120_000 }, async (context) => {
  if (
    !(await run('wrk', ['-v']).then(
      () => true,
      ({ stdout }: { stdout?: string }) => stdout?.startsWith('wrk'),
    ))
  )
    context.skip('wrk is not installed');
  const { server } = await issueForTest('ecdsa-p256');
  const { port } = await startHttps(server);
  const bare = createServer({ cert: server.certificate, key: server.key }, (_request, response) => response.end(small));
  bare.listen(0, '127.0.0.1');
  await once(bare, 'listening');
  onTestFinished(() => void bare.close());
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < 3; round++) {
    ours.push(await wrkPerSecond(port));
    theirs.push(await wrkPerSecond((bare.address() as AddressInfo).port));
  }
  expect(Math.min(...ours)).toBeGreaterThan(0);
  console.info(`P-256 by wrk: ${ours.join(' ')} new connections/s; bare node:https ${theirs.join(' ')}`);
});

async function connectionsPerSecond(port: number, more: readonly string[]): Promise<number> {
  const arguments_ = [
    's_time',
    '-connect',
    `127.0.0.1:${port}`,
    '-new',
    '-time',
    String(seconds),
    '-www',
    '/p/file.cfg',
  ];
  const counts = await Promise.all(Array.from({ length: clients }, () => connections([...arguments_, ...more])));
  return counts.reduce((sum, count) => sum + count, 0) / seconds;
}

/** How many a client made in its time. */
async function connections(arguments_: readonly string[]): Promise<number> {
  const client = spawn('openssl', arguments_, { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  client.stdout.on('data', (chunk: Buffer) => (told += chunk.toString('latin1')));
  await new Promise((resolve) => client.once('close', resolve));
  return Number(/(\d+) connections in \d+ real seconds/.exec(told)?.[1] ?? 0);
}

/** The same certificate served by OpenSSL's own program, on a port it chooses: what this machine can do at most. */
async function opensslServer(certificate: string, key: string): Promise<{ port: number; stop: () => void }> {
  const server = spawn('openssl', ['s_server', '-accept', '127.0.0.1:0', '-cert', certificate, '-key', key, '-www'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void server.kill());
  const port = await new Promise<number>((resolve) => {
    let told = '';
    server.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString('latin1');
      const found = /ACCEPT .*:(\d+)/.exec(told);
      if (found) resolve(Number(found[1]));
    });
  });
  return { port, stop: () => void server.kill() };
}

/** wrk costs less than the server and verifies nothing, so that the server is what is measured. It chooses the newest TLS. */
async function wrkPerSecond(port: number): Promise<number> {
  const how = ['-t1', '-c16', `-d${seconds}s`, '-H', 'Connection: close', `https://127.0.0.1:${port}/p/file.cfg`];
  const { stdout } = await run('wrk', how);
  return Math.round(Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]));
}

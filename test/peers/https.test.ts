// HTTPS against clients nobody here wrote: openssl and curl, trusting our root and nothing else.
import { execFile, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test, type TestContext } from 'vitest';
import { explainHandshake } from '../../electron/core/provisioning/handshake-failure';
import { startHttps, type HttpsBench } from '../adapters/http-server/https-bench';
import { issueForTest } from '../support/certificates';
import { temporaryFolder } from '../support/database';

const run = promisify(execFile);
const kinds = ['rsa-2048', 'ecdsa-p256'] as const;

async function needs(program: string, context: TestContext): Promise<void> {
  const found = await run(program, program === 'openssl' ? ['version'] : ['--version']).catch(() => null);
  if (!found) context.skip(`${program} is not installed`);
}

async function bench(
  key: (typeof kinds)[number],
  names?: readonly string[],
): Promise<HttpsBench & { rootFile: string; file: string }> {
  const folder = temporaryFolder();
  const { root, server } = await issueForTest(key, names);
  const [rootFile, file] = [join(folder, 'root.pem'), join(folder, 'server.pem')];
  writeFileSync(rootFile, root.certificate);
  writeFileSync(file, server.certificate);
  return { ...(await startHttps(server)), rootFile, file };
}

/** All that the client says. */
function client(arguments_: readonly string[], input = 'Q\n'): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn('openssl', ['s_client', ...arguments_], { stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString('latin1')));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.once('close', () => resolve(said));
  });
}

test.for(kinds)('openssl verify: %s, for a server, with address and name', async (key, context) => {
  await needs('openssl', context);
  const { rootFile, file } = await bench(key, ['192.0.2.7', 'cordboard.example']);
  const verify = (...more: string[]) =>
    run('openssl', ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', rootFile, ...more, file]);
  await expect(verify('-verify_ip', '192.0.2.7')).resolves.toMatchObject({ stdout: `${file}: OK\n` });
  await expect(verify('-verify_hostname', 'cordboard.example')).resolves.toMatchObject({ stdout: `${file}: OK\n` });
  await expect(verify('-verify_ip', '192.0.2.8')).rejects.toThrow(/mismatch/);
});

test.for(kinds)('openssl s_client trusts %s by the root alone, in both versions', async (key, context) => {
  await needs('openssl', context);
  const { port, rootFile, failures } = await bench(key);
  for (const version of ['-tls1_2', '-tls1_3']) {
    const at = ['-connect', `127.0.0.1:${port}`, '-CAfile', rootFile, '-verify_ip', '127.0.0.1'];
    const said = await client([...at, '-verify_return_error', version]);
    expect(said).toContain('Verify return code: 0 (ok)');
  }
  expect(failures).toEqual([]);
});

test('openssl s_client resumes a session', async (context) => {
  await needs('openssl', context);
  const { port, rootFile } = await bench('ecdsa-p256');
  const said = await client(['-connect', `127.0.0.1:${port}`, '-CAfile', rootFile, '-tls1_2', '-reconnect']);
  expect(said.match(/^Reused, /gm)?.length).toBe(5);
});

test('openssl s_client without our root hangs up, and we can say why', async (context) => {
  await needs('openssl', context);
  const { port, failures } = await bench('rsa-2048');
  await client(['-connect', `127.0.0.1:${port}`, '-verify_return_error', '-tls1_2']);
  await expect.poll(() => failures.length).toBe(1);
  const explained = failures.map(({ error, firstBytes }) => explainHandshake(error, firstBytes));
  expect(explained).toMatchObject([
    { reason: expect.stringContaining('does not trust our root') as string, offered: { versions: ['TLS 1.2'] } },
  ]);
});

test('a client of TLS 1.0 and 1.1 is refused, and we can say what it offered', async (context) => {
  await needs('openssl', context);
  const { port, failures } = await bench('rsa-2048');
  await client(['-connect', `127.0.0.1:${port}`, '-tls1_1', '-cipher', 'ALL@SECLEVEL=0']);
  await expect.poll(() => failures.length).toBe(1);
  expect(failures.map(({ error, firstBytes }) => explainHandshake(error, firstBytes).reason)).toEqual([
    'It speaks only TLS 1.1; served are TLS 1.2 and TLS 1.3.',
  ]);
});

test.for(kinds)('curl fetches with %s by the root alone, and refuses without it', async (key, context) => {
  await needs('curl', context);
  const { port, rootFile } = await bench(key);
  const url = `https://127.0.0.1:${port}/p/token/0080F0C8C381.cfg`;
  const { stdout } = await run('curl', ['-sSf', '--noproxy', '*', '--cacert', rootFile, url]);
  expect(stdout).toBe('https /p/token/0080F0C8C381.cfg');
  await expect(run('curl', ['-sSf', '--noproxy', '*', url])).rejects.toMatchObject({ code: 60 });
});

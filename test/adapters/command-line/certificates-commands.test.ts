import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/database';
import { CommandBench } from './command-bench';

const at = '2026-11-22T09:00:00+01:00';
const certificate = {
  role: 'issued' as const,
  inUse: true,
  subject: 'CN=192.168.20.14',
  names: ['192.168.20.14'],
  key: 'rsa-2048',
  notBefore: at,
  notAfter: at,
  daysLeft: 397,
  fingerprint: 'AB:CD',
  state: 'fine' as const,
};
const failure = {
  at,
  remote: '192.168.20.31',
  times: 4,
  reason: 'It speaks only TLS 1.0; served are TLS 1.2 and TLS 1.3.',
  remedy: 'Tell it plain HTTP addresses.',
  offered: { versions: ['TLS 1.0'], ciphers: [], serverName: null },
};
const answers = {
  'certificates.list': {
    certificates: [certificate],
    rootPath: '/root.cer',
    told: 'http' as const,
    failures: [failure],
  },
  'certificates.issue': { certificates: [certificate] },
  'certificates.import': { certificates: [certificate] },
  'certificates.forget': { certificates: [certificate] },
  'certificates.root': { pem: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n' },
  'certificates.tell': { told: 'https' as const },
};

async function run(...args: string[]): Promise<CommandBench> {
  const bench = new CommandBench({ answers });
  expect(await bench.run('certificates', ...args)).toBe(0);
  return bench;
}

test('the list tells certificates, what phones are told, and failed handshakes with what to do', async () => {
  const { stdout } = await run('list');
  for (const words of ['CN=192.168.20.14', 'Phones are told HTTP.', '/root.cer', 'TLS 1.0', 'plain HTTP addresses'])
    expect(stdout).toContain(words);
});

test('issue, forget and tell ask what they say', async () => {
  expect((await run('issue')).asked[0]).toMatchObject({ name: 'certificates.issue', input: {} });
  expect((await run('issue', '--key', 'ecdsa-p256')).asked[0]?.input).toEqual({ key: 'ecdsa-p256' });
  expect((await run('forget')).asked[0]?.name).toBe('certificates.forget');
  expect((await run('tell', '--protocol', 'https')).asked[0]?.input).toEqual({ protocol: 'https' });
});

test('import sends what the two files hold; a file that is not there is told', async () => {
  const folder = temporaryFolder();
  const [chain, key] = [join(folder, 'chain.pem'), join(folder, 'key.pem')];
  writeFileSync(chain, 'the chain');
  writeFileSync(key, 'the key');
  expect((await run('import', chain, key)).asked[0]?.input).toEqual({ certificate: 'the chain', key: 'the key' });
  const bench = new CommandBench({ answers });
  expect(await bench.run('certificates', 'import', join(folder, 'none'), key, '--json')).toBe(1);
  expect(bench.asked).toEqual([]);
});

test('root prints PEM that other programs read', async () => {
  expect((await run('root')).stdout).toBe(answers['certificates.root'].pem);
});

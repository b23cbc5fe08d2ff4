import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { blankLogSecrets, blankSecretsInText } from '../../../electron/adapters/logging/blank-log-secrets';
import { createLogger } from '../../../electron/adapters/logging/create-logger';
import { rawBytes, temporaryFolder } from '../../support/database';

test('a record is one line of JSON with time, level, event and fields', async () => {
  const folder = temporaryFolder();
  const logger = createLogger({ folder, level: 'info' });
  logger.info('listener started', { port: 8088 });
  logger.warn('phone refused', { mac: '0080F0000001' });
  await logger.close();
  const lines = readFileSync(join(folder, 'logs', 'cordboard.log'), 'utf8')
    .trim()
    .split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { level: 30, time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), msg: 'listener started', port: 8088 },
    { level: 40, msg: 'phone refused', mac: '0080F0000001' },
  ]);
  expect(statSync(join(folder, 'logs', 'cordboard.log')).mode & 0o077).toBe(0);
});

test('what is below the level is left out, and after closing nothing is written or thrown', async () => {
  const folder = temporaryFolder();
  const logger = createLogger({ folder, level: 'error' });
  logger.info('quiet');
  logger.error('loud', { error: new Error('boom') });
  await logger.close();
  await logger.close();
  logger.error('late');
  const text = readFileSync(join(folder, 'logs', 'cordboard.log'), 'utf8');
  expect(text).toContain('boom');
  expect(text).not.toMatch(/quiet|late/);
});

test('secrets and tokens never reach the file, wherever in a record they are', async () => {
  const folder = temporaryFolder();
  const logger = createLogger({ folder, level: 'info' });
  const secret = 'Zq7Zq7Zq7';
  const error = new Error(`GET /p/${secret}/0080F0000001.cfg failed`, { cause: new Error(`password=${secret}`) });
  logger.error(`fetch of /s/${secret}/master.cfg`, {
    error,
    url: `http://127.0.0.1/#token=${secret}`,
    userUrl: `http://admin:${secret}@10.0.0.1/`,
    password: secret,
    nested: {
      adminPassword: secret,
      list: [`SIP_PASS_1="${secret} x"`, { siteToken: secret, authorization: `Digest ${secret}` }],
    },
    json: JSON.stringify({ passphrase: secret }),
    map: new Map([['token', secret]]),
  });
  await logger.close();
  const [raw] = [...rawBytes(join(folder, 'logs')).values()];
  expect(raw?.toString()).not.toContain(secret);
  expect(raw?.toString()).toContain('0080F0000001.cfg');
});

test('blanking keeps what is no secret', () => {
  const record = {
    path: '/first/0080F0000001.cfg',
    phones: 3,
    none: null,
    tokenGeneration: 2,
    password: '',
    at: new Uint8Array(3),
  };
  expect(blankLogSecrets(record)).toEqual({ ...record, at: '[3 bytes]' });
  expect(blankSecretsInText('/first/0080F0000001.cfg?x=1 SIP_SRC_PORT_1="5060"')).toBe(
    '/first/0080F0000001.cfg?x=1 SIP_SRC_PORT_1="5060"',
  );
  const round: Record<string, unknown> = {};
  round['self'] = round;
  expect(JSON.stringify(blankLogSecrets(round))).toContain('[deeper]');
});

test('the log is cut into five files at most, the newest lines in cordboard.log', async () => {
  const folder = temporaryFolder();
  const logger = createLogger({ folder, level: 'info', fileBytes: 2000 });
  for (let number = 0; number < 300; number += 1) {
    logger.info('line', { number, padding: 'x'.repeat(100) });
    if (number % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await logger.close();
  const files = readdirSync(join(folder, 'logs')).sort();
  expect(files).toEqual(['cordboard.1.log', 'cordboard.2.log', 'cordboard.3.log', 'cordboard.4.log', 'cordboard.log']);
  expect(
    readFileSync(join(folder, 'logs', 'cordboard.log'), 'utf8') +
      readFileSync(join(folder, 'logs', 'cordboard.1.log'), 'utf8'),
  ).toContain('"number":299');
});

test('a log folder that vanishes costs log lines, nothing else', async () => {
  const folder = temporaryFolder();
  const logger = createLogger({ folder, level: 'info', fileBytes: 500 });
  logger.info('first');
  rmSync(folder, { recursive: true });
  for (let number = 0; number < 20; number += 1) logger.info('line', { padding: 'x'.repeat(100) });
  const timeLimit = new Promise((resolve) => setTimeout(() => resolve('waits for ever'), 1000));
  expect(await Promise.race([logger.close(), timeLimit])).toBeUndefined();
});

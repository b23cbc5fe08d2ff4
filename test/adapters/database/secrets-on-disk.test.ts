import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entry, openDatabase, phoneRecord, rawBytes } from '../../support/database';

const secret = 'correct-horse-battery-staple';

test('a password written through every store is in no file of the data folder', async () => {
  const { folder, database, sites, phones, tokens, configs, journal } = await openDatabase();
  const site = sites.insert({ name: 'Clinic', siteToken: secret });
  const phone = phones.insert(phoneRecord(site.id, 1));
  tokens.insert({ phoneId: phone.id, token: secret, generation: 1, state: 'current', createdAt: 1, firstUsedAt: null });
  configs.saveDraft(site.id, { kind: 'file', scope: 'site', content: `SIP_PASS_1="${secret}"`, savedAt: 1 });
  configs.saveDraft(site.id, {
    kind: 'facts',
    scope: 'site',
    content: JSON.stringify({ adminPassword: secret }),
    savedAt: 1,
  });
  const revision = { number: 1, message: 'm', author: 'a', at: 1, changedPhones: 1 };
  configs.publish(site.id, revision, [{ kind: 'file', scope: 'site', content: `SIP_PASS_1="${secret}"` }], []);
  const bytes = Buffer.from(`SIP_PASS_1="${secret}"\r\n`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  journal.record(
    site.id,
    entry({
      body: { sha256, bytes, secret: true },
      held: { phoneId: phone.id, values: new Map([['SIP_PASS_1', secret]]) },
    }),
  );
  journal.flush();
  const backup = await database.backup.create(join(folder, 'backup.db'));
  expect(backup.ok).toBe(true);

  const found = (): string[] => [...rawBytes(folder)].filter(([, raw]) => raw.includes(secret)).map(([name]) => name);
  expect([...rawBytes(folder).keys()]).toContain('cordboard.db-wal');
  expect(found()).toEqual([]);
  database.close();
  expect(found()).toEqual([]);
});

test('equal contents lie in the database once, whoever has them', async () => {
  const { sites, configs, database, folder } = await openDatabase();
  const site = sites.insert({ name: 'Clinic', siteToken: 't' });
  const content = 'LINE="1"\r\n'.repeat(1000);
  const changes = Array.from({ length: 50 }, (_, index) => ({
    kind: 'file' as const,
    scope: `group:${index}`,
    content,
  }));
  configs.publish(site.id, { number: 1, message: '', author: '', at: 1, changedPhones: 0 }, changes, []);
  expect(new Set(configs.published(site.id).map((layer) => layer.content))).toEqual(new Set([content]));
  database.close();
  expect(rawBytes(folder).get('cordboard.db')?.length).toBeLessThan(50 * content.length);
});

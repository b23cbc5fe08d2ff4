import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { firstTables } from '../../../electron/adapters/database/migrations/0001-first-tables';
import { registrations } from '../../../electron/adapters/database/migrations/0010-registrations';
import type { PhoneBinding } from '../../../electron/services/sip/registration-store';
import { openDatabase, phoneRecord } from '../../support/database';

test('0010 keeps one registration for each contact of an address, and none of a phone that is gone', () => {
  const database = new Database(':memory:');
  database.pragma('foreign_keys = ON');
  firstTables.apply(database);
  database.exec(`
    INSERT INTO site (id, name, sealed_token) VALUES (1, 'Clinic', x'00');
    INSERT INTO phone (id, site_id, mac, model, added_at, taken_files) VALUES (1, 1, '0080F0000001', 'KX-UT670', 0, '{}');
  `);
  registrations.apply(database);
  const insert = (transport: string): void =>
    void database
      .prepare(
        `INSERT INTO registration VALUES (1, '101', 'sip:101@a', 1, 1, NULL, 'c', 1, 0, 9, 'udp/a/1', ?, 'a', 1, '')`,
      )
      .run(transport);
  expect(() => insert('sctp')).toThrow('CHECK');
  insert('udp');
  expect(() => insert('udp')).toThrow('UNIQUE');
  database.exec('DELETE FROM phone');
  expect(database.prepare('SELECT count(*) AS n FROM registration').get()).toEqual({ n: 0 });
  database.close();
});

test('registrations of an address are exchanged as a whole, and read back as they were', async () => {
  const { sites, phones, registrations: table } = await openDatabase();
  const siteId = sites.insert({ name: 'Clinic', siteToken: 'site-token-0123456789abc' }).id;
  const phone = phones.insert(phoneRecord(siteId, 1));
  const binding: PhoneBinding = {
    user: '101',
    contact: 'sip:101@192.0.2.1:5060',
    phoneId: phone.id,
    line: 1,
    q: 0.5,
    callId: 'c1',
    cseq: 7,
    registeredAt: 1_000,
    expiresAt: 61_000,
    flow: 'udp/192.0.2.1/5060',
    transport: 'udp',
    address: '192.0.2.1',
    port: 5060,
    userAgent: 'Panasonic',
  };
  const second = { ...binding, contact: 'sip:101@192.0.2.2', q: null, registeredAt: 2_000 };
  table.save(siteId, '101', [binding, second]);
  table.save(siteId, '102', [{ ...binding, user: '102', phoneId: 999 }]);
  expect(table.all(siteId)).toEqual([binding, second]);
  table.save(siteId, '101', [second]);
  expect(table.all(siteId)).toEqual([second]);
  expect(table.all(siteId + 1)).toEqual([]);
  table.clear(siteId);
  expect(table.all(siteId)).toEqual([]);
});

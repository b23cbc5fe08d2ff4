// A ledger of any size, written straight into the database of a folder nobody has open: what some thousand phones, their questions
// for the time and a few strangers leave behind.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';

export interface LedgerToWrite {
  readonly rows: number;
  readonly phones: number;
  /** Of the newest row. */
  readonly untilMs: number;
  readonly everyMs: number;
}

const hex = (number: number): string => (0x80f0000000 + number).toString(16).padStart(12, '0').toUpperCase();

/** Seeded by the row's number: every run writes the same. */
export function writeLedger(dataFolder: string, { rows, phones, untilMs, everyMs }: LedgerToWrite): void {
  const database = new Database(join(dataFolder, 'cordboard.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = OFF');
  const siteId = database.prepare<[], number>('SELECT id FROM site ORDER BY id LIMIT 1').pluck().get() ?? 1;
  const insert = database.prepare(
    `INSERT INTO request (site_id, at, protocol, remote, method, path, mac, phone_id, status, reason, bytes, sha256,
       user_agent, duration_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const digests = Array.from({ length: phones }, (_, phone) =>
    createHash('sha256').update(String(phone)).digest('hex'),
  );
  database.transaction(() => {
    for (let row = 0; row < rows; row++) {
      const at = untilMs - (rows - row) * everyMs;
      const phone = Math.imul(row, 2654435761) >>> 0;
      const number = phone % phones;
      const remote = `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
      const mac = hex(number + 1);
      const agent = `Panasonic_KX-UT670/01.061 (${mac.toLowerCase()})`;
      const kind = row % 100;
      if (kind < 2)
        insert.run(
          siteId,
          at,
          'http',
          `192.0.2.${phone % 250}`,
          'GET',
          `/${(phone % 50_000).toString(36)}/admin.php`,
          null,
          null,
          404,
          kind === 0 ? 'unknown-path' : 'guarded',
          0,
          null,
          'curl/8.5.0',
          0.2,
        );
      else if (kind < 6)
        insert.run(siteId, at, 'sntp', remote, '', 'time', null, null, 200, 'served', 48, null, null, 0.01);
      else {
        const file = ['••••/master.cfg', '••••/KX-UT670.cfg', `••••/${mac}.cfg`][row % 3] ?? '';
        const path = row % 3 === 2 ? `/p/${file}` : `/s/${file}`;
        const unchanged = kind < 30;
        insert.run(
          siteId,
          at,
          kind > 96 ? 'tftp' : 'http',
          remote,
          'GET',
          path,
          mac,
          number + 1,
          unchanged ? 304 : 200,
          unchanged ? 'not-modified' : 'served',
          unchanged ? 0 : 3500 + (phone % 900),
          digests[number] ?? null,
          agent,
          0.2 + (phone % 1000) / 500,
        );
      }
    }
  })();
  database.close();
}

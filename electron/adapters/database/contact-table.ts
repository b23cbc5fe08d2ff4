import type { Contact } from '../../core/phones/contact';
import type { ContactStore } from '../../services/library/library-store';
import type { Connection } from './connection';

interface ContactRow {
  readonly name: string;
  readonly numbers: string;
  readonly preferred: number;
  readonly ringtone: number;
  readonly group_number: number;
}

/** Names and numbers lie as open as the names of phones do. */
export function contactTable(connection: Connection): ContactStore {
  const selectBook = connection.prepare<[number], { changed_at: number }>(
    'SELECT changed_at FROM contact_book WHERE site_id = ?',
  );
  const select = connection.prepare<[number], ContactRow>(
    'SELECT name, numbers, preferred, ringtone, group_number FROM contact WHERE site_id = ? ORDER BY position',
  );
  const upsertBook = connection.prepare<[number, number]>(
    'INSERT INTO contact_book (site_id, changed_at) VALUES (?, ?) ON CONFLICT DO UPDATE SET changed_at = excluded.changed_at',
  );
  const clear = connection.prepare<[number]>('DELETE FROM contact WHERE site_id = ?');
  const insert = connection.prepare<[number, number, string, string, number, number, number]>(
    `INSERT INTO contact (site_id, position, name, numbers, preferred, ringtone, group_number)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );

  return {
    book(siteId) {
      const book = selectBook.get(siteId);
      return book ? { changedAt: book.changed_at, contacts: select.all(siteId).map(toContact) } : null;
    },
    replace(siteId, contacts, changedAt) {
      connection.write(() => {
        upsertBook.run(siteId, changedAt);
        clear.run(siteId);
        contacts.forEach(({ name, numbers, preferred, ringtone, group }, index) => {
          insert.run(siteId, index + 1, name, JSON.stringify(numbers), preferred, ringtone, group);
        });
      });
    },
  };
}

function toContact({ numbers, group_number, ...row }: ContactRow): Contact {
  return { ...row, numbers: JSON.parse(numbers) as Contact['numbers'], group: group_number };
}

// The site's phone book: kept in the order given, handed out as the file a phone imports.
import { checkContact, mostContacts, type Contact } from '../../core/phones/contact';
import type { Problem } from '../../core/shared/problem';
import { fail, ok, type Result } from '../../core/shared/result';
import type { TableFormat } from '../phones/phone-list';
import type { GivenFile } from '../provisioning/answer';
import type { SiteState, Surroundings } from '../site-state';
import { readContactTable, type RowProblem } from './contact-table-reader';
import type { ContactStore } from './library-store';
import { siteAddresses } from './site-addresses';

export class ContactBook {
  private book: ReturnType<ContactStore['book']>;
  private file: GivenFile | null = null;

  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly store: ContactStore,
    private readonly format: TableFormat,
  ) {
    this.book = store.book(state.site.id);
  }

  get contacts(): readonly Contact[] {
    return this.book?.contacts ?? [];
  }

  /** Where phones, and people with a browser, find it. */
  get address(): string {
    return this.around.family.phoneBookAddress(siteAddresses(this.state, this.around));
  }

  /** Null without contacts. */
  given(): GivenFile | null {
    if (!this.book || this.book.contacts.length === 0) return null;
    if (!this.file) {
      const body = this.around.family.writePhoneBook(this.book.contacts);
      const { changedAt } = this.book;
      this.file = { body, sha256: this.around.sha256(body), contentType: 'text/csv; charset=utf-16le', changedAt };
    }
    return this.file;
  }

  /** Replaces all. Problem CONTACT_INVALID: then nothing is changed. */
  set(contacts: readonly Contact[]): Result<void> {
    if (contacts.length > mostContacts) return fail(tooMany);
    for (const [index, contact] of contacts.entries()) {
      const problem = checkContact(contact);
      if (problem) return fail({ ...problem, message: `Contact ${index + 1}: ${problem.message}` });
    }
    const changedAt = this.around.clock.now();
    this.store.replace(this.state.site.id, contacts, changedAt);
    this.book = { changedAt, contacts: [...contacts] };
    this.file = null;
    this.around.announce('server');
    return ok(undefined);
  }

  /** A table with a header row, or the file that a phone exports; replaces all. Rows with problems are left out. Problems
   *  IMPORT_UNREADABLE, IMPORT_COLUMN_MISSING; CONTACT_INVALID for more than a phone book holds, or when no row is good. */
  import(
    text: string,
    dryRun: boolean,
  ): Result<{ readonly contacts: number; readonly problems: readonly RowProblem[] }> {
    const exported = this.around.family.readPhoneBook(text);
    const table = exported
      ? ok(exported.map((contact, index) => ({ row: index + 1, contact })))
      : readContactTable(text, this.format);
    if (!table.ok) return table;
    const problems: RowProblem[] = 'problems' in table.value ? [...table.value.problems] : [];
    const rows = 'problems' in table.value ? table.value.rows : table.value;
    const good: Contact[] = [];
    for (const { row, contact } of rows) {
      const problem = checkContact(contact);
      if (problem) problems.push({ row, code: problem.code, message: `${problem.message} ${problem.remedy}` });
      else good.push(contact);
    }
    if (good.length > mostContacts) return fail(tooMany);
    if (!dryRun && good.length > 0) {
      const set = this.set(good);
      if (!set.ok) return set;
    }
    return ok({ contacts: good.length, problems });
  }
}

const tooMany: Problem = {
  code: 'CONTACT_INVALID',
  message: `A phone book holds at most ${mostContacts} contacts.`,
  remedy: 'Leave some out.',
};

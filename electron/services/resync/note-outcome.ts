// What the end of a resync means for the phone's own page.
import type { Problem } from '../../core/shared/problem';
import type { PhoneBook } from '../phones/phone-book';
import { troubleAfterFetch } from '../provisioning/refusal-trouble';

/** A refusal has put the closer reason there already, with the remedy that helps. */
const refusals: ReadonlySet<string> = new Set(['RESYNC_FILES_REFUSED', 'RESYNC_NOT_ARMED', 'RESYNC_ACCESS_REFUSED']);

/** The phone did nothing wrong. */
const blameless: ReadonlySet<string> = new Set(['RESYNC_STOPPED', 'RESYNC_TAKEN_OVER', 'RESYNC_INTERRUPTED']);

/** `problem` null: it has its files. A phone that was removed has no page any more. */
export function noteOutcome(phones: PhoneBook, phoneId: number, problem: Problem | null, at: number): void {
  const phone = phones.get(phoneId);
  if (!phone) return;
  if (problem === null) {
    if (phone.trouble) phones.updateSoon(phoneId, { trouble: troubleAfterFetch(phone.trouble, at) });
    return;
  }
  const told = refusals.has(problem.code) && phone.trouble?.kind === 'request';
  if (!told && !blameless.has(problem.code))
    phones.updateSoon(phoneId, { trouble: { at, kind: 'resync', problem, action: 'resync' } });
}

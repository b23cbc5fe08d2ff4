// Where each phone of a run stood when the program ended, from what is on the disk.
import type { PhoneRecord } from '../phones/phone-store';
import type { ResyncStepRecord } from './resync-store';

export interface Interrupted {
  /** No NOTIFY has left for them; in the order planned. */
  readonly waiting: readonly PhoneRecord[];
  /** One may have left: it is never sent again in this run. */
  readonly underWay: readonly { readonly phone: PhoneRecord; readonly sentAt: number; readonly answered: boolean }[];
  readonly done: number;
  readonly failed: number;
}

/** `claims`: when a NOTIFY may have left, by phone. Phones that were removed since are in none of the lists. */
export function splitInterrupted(
  steps: readonly ResyncStepRecord[],
  claims: ReadonlyMap<number, number>,
  phoneOf: (id: number) => PhoneRecord | undefined,
): Interrupted {
  const reached = new Map<number, Set<ResyncStepRecord['step']>>();
  for (const { phoneId, step } of steps) {
    const known = reached.get(phoneId);
    if (known) known.add(step);
    else reached.set(phoneId, new Set([step]));
  }
  const waiting: PhoneRecord[] = [];
  const underWay: Interrupted['underWay'][number][] = [];
  let done = 0;
  let failed = 0;
  for (const [phoneId, known] of reached) {
    const phone = phoneOf(phoneId);
    const sentAt = claims.get(phoneId);
    if (known.has('done')) done++;
    else if (known.has('failed')) failed++;
    else if (!phone) continue;
    else if (sentAt === undefined) waiting.push(phone);
    else underWay.push({ phone, sentAt, answered: known.has('answered') });
  }
  return { waiting, underWay, done, failed };
}

// What phones send of themselves by PUT: kept sealed for each phone, the oldest go first.
import type { PhoneRecord } from '../phones/phone-store';
import type { Answer } from '../provisioning/answer';
import type { Surroundings } from '../site-state';
import type { PhoneLog, PhoneLogStore } from './library-store';

const largestLogBytes = 1024 * 1024;
const keep = { mostPerPhone: 20, mostBytes: 200 * 1024 * 1024 };
const longestName = 100;

export class PhoneLogs {
  constructor(
    private readonly around: Surroundings,
    private readonly store: PhoneLogStore,
  ) {}

  /** A phone may send under any name; there is nothing that a name could overwrite. */
  upload(phone: PhoneRecord, name: string): NonNullable<Answer['upload']> {
    return {
      limitBytes: largestLogBytes,
      take: (body) => {
        const shown = name.replace(/[\p{Cc}\p{Surrogate}]/gu, '').slice(0, longestName);
        this.store.append({ phoneId: phone.id, at: this.around.clock.now(), name: shown, body }, keep);
        this.around.announce('phones');
      },
    };
  }

  /** Newest first. */
  ofPhone(phone: PhoneRecord): PhoneLog[] {
    return this.store.ofPhone(phone.id);
  }

  /** Null when it is gone. What is no UTF-8 in it shows as such. */
  read(
    id: number,
  ): { readonly phoneId: number; readonly name: string; readonly at: number; readonly text: string } | null {
    const log = this.store.read(id);
    if (!log) return null;
    const { body, ...rest } = log;
    return { ...rest, text: new TextDecoder().decode(body) };
  }
}

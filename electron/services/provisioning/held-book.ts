// What each phone holds, as far as we can know: the fold of all it took from us since its last factory-fresh contact.
import type { Family } from '../../core/families/family';
import type { Parameter } from '../../core/configs/layers';
import type { PhoneRecord } from '../phones/phone-store';
import type { ContentHash } from '../configs/content-hash';
import type { ProvisioningJournal } from './provisioning-store';

/** Files in the order of their strength on the phone, weakest first (KX-UT670 guide p. 46). */
const fileOrder = ['master', 'product', 'standard'] as const;
export type PhoneFile = (typeof fileOrder)[number];

/** Of all parsed files together: those of ten thousand phones, so that a change of the master file does not read each phone's own
 *  file back from the database. */
const parametersKept = 500_000;

export class HeldBook {
  private readonly held: Map<number, Map<string, string>>;
  /** Texts that thousands of phones share are kept once. */
  private readonly texts = new Map<string, string>();
  private readonly parsedBodies = new Map<string, readonly Parameter[]>();
  private parsedParameters = 0;
  /** The last fold of each phone: taking the very same again changes nothing. */
  private readonly folded = new Map<number, Taken>();

  constructor(
    private readonly journal: ProvisioningJournal,
    siteId: number,
    private readonly family: Family,
    private readonly contentHash: ContentHash,
  ) {
    this.held = journal.held(siteId);
    for (const values of this.held.values())
      for (const [name, value] of values) values.set(this.shared(name), this.shared(value));
  }

  /** Empty while nothing is known. */
  of(phoneId: number): ReadonlyMap<string, string> {
    return this.held.get(phoneId) ?? noValues;
  }

  /** Folds a taken file into what the phone holds. `fresh` forgets what was before: a factory-fresh phone. `alone` means that the
   *  file is all it gets (one-file mode), so that what it once took of others is part of its content no more. */
  take(
    phone: PhoneRecord,
    file: PhoneFile,
    body: { readonly sha256: string; readonly bytes: Uint8Array },
    how: { readonly fresh: boolean; readonly alone: boolean },
  ): Taken {
    const before = this.folded.get(phone.id);
    if (before && !how.fresh && this.holds(phone, before, file, body.sha256, how.alone))
      return { ...before, changed: false };
    const takenFiles = how.fresh || how.alone ? { [file]: body.sha256 } : { ...phone.takenFiles, [file]: body.sha256 };
    const values = new Map(how.fresh ? undefined : this.held.get(phone.id));
    const taken = new Map<string, string>();
    for (const name of fileOrder) {
      const sha256 = takenFiles[name];
      if (!sha256) continue;
      for (const { name: parameter, value } of this.parameters(
        sha256,
        phone.model,
        sha256 === body.sha256 ? body.bytes : null,
      )) {
        values.set(parameter, value);
        if (!this.family.isManaged(parameter)) taken.set(parameter, value);
      }
    }
    this.held.set(phone.id, values);
    const now = { takenFiles, takenHash: this.contentHash.of(asParameters(taken)), held: values, changed: true };
    this.folded.set(phone.id, now);
    return now;
  }

  /** Values the phone took once and would not get any more: files only set, they never clear. */
  leftOvers(phoneId: number, effective: Iterable<Parameter>): Parameter[] {
    const held = this.held.get(phoneId);
    if (!held) return [];
    const names = new Set<string>();
    for (const { name } of effective) names.add(name);
    const left: Parameter[] = [];
    for (const [name, value] of held) if (!names.has(name) && !this.family.isManaged(name)) left.push({ name, value });
    return left.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  forget(phoneId: number): void {
    this.held.delete(phoneId);
    this.folded.delete(phoneId);
    this.journal.forgetHeld(phoneId);
  }

  /** Whether folding this file again would end where the last fold of the phone did. */
  private holds(phone: PhoneRecord, last: Taken, file: PhoneFile, sha256: string, alone: boolean): boolean {
    return (
      last.takenFiles[file] === sha256 &&
      last.takenFiles === phone.takenFiles &&
      last.takenHash === phone.takenHash &&
      last.held === this.held.get(phone.id) &&
      (!alone || Object.keys(last.takenFiles).length === 1)
    );
  }

  private parameters(sha256: string, model: string, bytes: Uint8Array | null): readonly Parameter[] {
    let parameters = this.parsedBodies.get(sha256);
    if (parameters) return parameters;
    const body = bytes ?? this.journal.body(sha256);
    parameters = (body ? this.family.parametersOf(body, model) : []).map(({ name, value }) => ({
      name: this.shared(name),
      value: this.shared(value),
    }));
    this.parsedBodies.set(sha256, parameters);
    this.parsedParameters += parameters.length;
    for (const [oldest, { length }] of this.parsedBodies) {
      if (this.parsedParameters <= parametersKept) break;
      this.parsedBodies.delete(oldest);
      this.parsedParameters -= length;
    }
    return parameters;
  }

  private shared(text: string): string {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    this.texts.set(text, text);
    return text;
  }
}

export interface Taken {
  readonly takenFiles: Partial<Record<PhoneFile, string>>;
  readonly takenHash: string;
  readonly held: ReadonlyMap<string, string>;
  /** False: the phone held all of it already. */
  readonly changed: boolean;
}

const noValues: ReadonlyMap<string, string> = new Map();

function* asParameters(values: ReadonlyMap<string, string>): Iterable<Parameter> {
  for (const [name, value] of values) yield { name, value };
}

// What each phone holds, as far as we can know: the fold of all it took from us since its last factory-fresh contact.
import type { Family } from '../../core/families/family';
import type { Parameter } from '../../core/configs/layers';
import type { PhoneRecord } from '../phones/phone-store';
import type { ContentHash } from '../configs/content-hash';
import type { ProvisioningJournal } from './provisioning-store';

/** Files in the order of their strength on the phone, weakest first (KX-UT670 guide p. 46). */
const fileOrder = ['master', 'product', 'standard'] as const;
export type PhoneFile = (typeof fileOrder)[number];

const parsedBodiesKept = 512;

export class HeldBook {
  private readonly held: Map<number, Map<string, string>>;
  /** Texts that thousands of phones share are kept once. */
  private readonly texts = new Map<string, string>();
  private readonly parsedBodies = new Map<string, readonly Parameter[]>();

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
    const takenFiles = how.fresh || how.alone ? { [file]: body.sha256 } : { ...phone.takenFiles, [file]: body.sha256 };
    const before = how.fresh ? undefined : this.held.get(phone.id);
    const values = new Map(before);
    const taken = new Map<string, string>();
    for (const name of fileOrder) {
      const sha256 = takenFiles[name];
      if (!sha256) continue;
      for (const { name: parameter, value } of this.parameters(
        sha256,
        phone.model,
        sha256 === body.sha256 ? body.bytes : null,
      )) {
        values.set(this.shared(parameter), this.shared(value));
        if (!this.family.isManaged(parameter)) taken.set(parameter, value);
      }
    }
    this.held.set(phone.id, values);
    return { takenFiles, takenHash: this.contentHash.of(asParameters(taken)), held: values };
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
    this.journal.forgetHeld(phoneId);
  }

  private parameters(sha256: string, model: string, bytes: Uint8Array | null): readonly Parameter[] {
    let parameters = this.parsedBodies.get(sha256);
    if (parameters) return parameters;
    const body = bytes ?? this.journal.body(sha256);
    parameters = body ? this.family.parametersOf(body, model) : [];
    if (this.parsedBodies.size >= parsedBodiesKept)
      this.parsedBodies.delete(this.parsedBodies.keys().next().value as string);
    this.parsedBodies.set(sha256, parameters);
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
}

const noValues: ReadonlyMap<string, string> = new Map();

function* asParameters(values: ReadonlyMap<string, string>): Iterable<Parameter> {
  for (const [name, value] of values) yield { name, value };
}

// What was seen of single phones and must outlive a restart or a power cut: our last NOTIFY, the end of an arming with its grace, how
// the phone logs in, and that a person typed its address. In memory, written behind.

/** `notified`: a NOTIFY of ours left, peer: the first that came for it. `disarmed`: a fetch with its token ended its arming.
 *  `told-login`: it was told addresses with a login in them. `came-by-login`: it has used one. `address-by-hand`: a person typed its
 *  address into the phone, where no file of ours changes it. */
export const evidenceKinds = ['notified', 'disarmed', 'told-login', 'came-by-login', 'address-by-hand'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

export interface Evidence {
  readonly at: number;
  readonly peer: string | null;
}

export interface EvidenceRecord extends Evidence {
  readonly phoneId: number;
  readonly kind: EvidenceKind;
}

export interface EvidenceStore {
  all(siteId: number): EvidenceRecord[];
  /** Written at most 50 ms later, in order; replaces what there is of the kind. A phone that is gone leaves nothing. */
  note(evidence: EvidenceRecord): void;
  forget(phoneId: number, kind: EvidenceKind): void;
}

export class EvidenceBook {
  private readonly seen: Readonly<Record<EvidenceKind, Map<number, Evidence>>> = {
    notified: new Map(),
    disarmed: new Map(),
    'told-login': new Map(),
    'came-by-login': new Map(),
    'address-by-hand': new Map(),
  };

  constructor(
    private readonly store: EvidenceStore,
    siteId: number,
  ) {
    for (const { phoneId, kind, at, peer } of store.all(siteId)) this.seen[kind].set(phoneId, { at, peer });
  }

  of(kind: EvidenceKind, phoneId: number): Evidence | null {
    return this.seen[kind].get(phoneId) ?? null;
  }

  has(kind: EvidenceKind, phoneId: number): boolean {
    return this.seen[kind].has(phoneId);
  }

  /** Whether it holds for any phone of the site. */
  any(kind: EvidenceKind): boolean {
    return this.seen[kind].size > 0;
  }

  note(kind: EvidenceKind, phoneId: number, at: number, peer: string | null): void {
    this.seen[kind].set(phoneId, { at, peer });
    this.store.note({ phoneId, kind, at, peer });
  }

  forget(kind: EvidenceKind, phoneId: number): void {
    if (this.seen[kind].delete(phoneId)) this.store.forget(phoneId, kind);
  }

  /** The phones are gone; the store has forgotten them with the phones. */
  dropPhones(phoneIds: Iterable<number>): void {
    for (const id of phoneIds) for (const kind of evidenceKinds) this.seen[kind].delete(id);
  }
}

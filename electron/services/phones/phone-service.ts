// Phones of a site: added, armed, changed, removed. Identity changes at once; name, group and lines are facts and wait
// in the draft like every other edit.
import { armingSpanMs } from '../../core/provisioning/first-contact';
import type { LineFacts, PhoneFacts } from '../../core/configs/facts';
import { fail, ok, type Result } from '../../core/shared/result';
import type { MacAddress } from '../../core/shared/mac-address';
import { ProblemError, type Problem } from '../../core/shared/problem';
import { checkPhoneFacts, writeFacts } from '../configs/check-facts';
import { factsKey, fileKey } from '../configs/site-layers';
import type { SiteState, Surroundings } from '../site-state';
import { parseHostPort } from './sip-address';
import type { AuditEntry, AuditStore, PhoneRecord, PhoneStore, WaitingPhone, WaitingStore } from './phone-store';

/** A line as a person gives it; a password left out stays as it is. */
export type LineInput = Omit<LineFacts, 'password'> & { readonly password?: string | undefined };

export interface NewPhone {
  readonly mac: MacAddress;
  readonly model: string;
  readonly name: string;
  readonly group: string | null;
  readonly ip: string | null;
  readonly lines: readonly LineInput[];
  readonly checkTime?: string | undefined;
  readonly arm: boolean;
}

export interface PhoneEdit {
  readonly name?: string | undefined;
  readonly group?: string | null | undefined;
  readonly ip?: string | null | undefined;
  readonly model?: string | undefined;
  readonly lines?: readonly LineInput[] | undefined;
  /** Replaces all variables. */
  readonly vars?: Readonly<Record<string, string>> | undefined;
  /** Empty: as the site's. */
  readonly checkTime?: string | undefined;
}

export class PhoneService {
  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly store: PhoneStore,
    private readonly waitingStore: WaitingStore,
    private readonly audit: AuditStore,
  ) {}

  /** With `dryRun` only the checks are made and the value is null. */
  add(input: NewPhone, actor: string, dryRun = false): Result<PhoneRecord | null> {
    const model = this.around.family.findModel(input.model);
    if (!model) return fail(unknownModel(input.model));
    const facts: PhoneFacts = {
      name: input.name.trim(),
      group: groupName(input.group),
      lines: mergeLines([], input.lines),
      ...ownCheckTime(input.checkTime),
    };
    const unwritable = checkPhoneFacts(facts, model, this.around.family) ?? checkIp(input.ip);
    if (unwritable) return fail(unwritable);
    if (this.state.phones.find(input.mac)) return fail(duplicate(input.mac));
    if (dryRun) return ok(null);
    const now = this.around.clock.now();
    const inserted = this.insert({
      siteId: this.state.site.id,
      mac: input.mac,
      model: model.name,
      ip: input.ip?.trim() || null,
      addedAt: now,
      armed: input.arm ? { until: now + armingSpanMs, boundPeer: null } : null,
      lastFetch: null,
      firmware: null,
      trouble: null,
      takenRevision: null,
      takenHash: null,
      takenFiles: {},
    });
    if (!inserted.ok) return inserted;
    const phone = inserted.value;
    this.saveFacts(phone, facts);
    this.waitingStore.remove(this.state.site.id, phone.mac);
    this.note('phone-added', phone, actor, model.name);
    this.around.announce('waiting');
    return ok(phone);
  }

  edit(mac: MacAddress, edit: PhoneEdit, actor: string, dryRun = false): Result<PhoneRecord> {
    const found = this.state.phones.require(mac);
    if (!found.ok) return found;
    const model =
      edit.model === undefined ? found.value.model : (this.around.family.findModel(edit.model)?.name ?? null);
    if (model === null) return fail(unknownModel(edit.model ?? ''));
    const before = this.state.layers.phoneFacts(mac, 'draft');
    const facts: PhoneFacts = {
      name: edit.name?.trim() ?? before.name,
      group: edit.group === undefined ? before.group : groupName(edit.group),
      lines: edit.lines ? mergeLines(before.lines, edit.lines) : before.lines,
      ...ownCheckTime(edit.checkTime ?? before.checkTime),
      vars: edit.vars ?? before.vars ?? {},
    };
    const known = this.around.family.findModel(model);
    const unwritable =
      (known && checkPhoneFacts(facts, known, this.around.family)) ?? (edit.ip === undefined ? null : checkIp(edit.ip));
    if (unwritable) return fail(unwritable);
    let phone = found.value;
    if (dryRun) return ok(phone);
    const ip = edit.ip === undefined ? phone.ip : edit.ip?.trim() || null;
    if (ip !== phone.ip || model !== phone.model) {
      phone = this.state.phones.update(phone.id, { ip, model });
      this.state.contents.forget(phone.id);
    }
    this.saveFacts(phone, facts);
    this.note('phone-changed', phone, actor, '');
    return ok(phone);
  }

  remove(macs: readonly MacAddress[], actor: string): Result<number> {
    const found = this.find(macs);
    if (!found.ok) return found;
    const phones = found.value;
    const now = this.around.clock.now();
    for (const phone of phones) {
      const scope = { kind: 'phone', mac: phone.mac } as const;
      this.state.layers.saveDraft(factsKey(scope), null, now);
      this.state.layers.saveDraft(fileKey(scope), null, now);
      this.state.held.forget(phone.id);
      this.state.contents.forget(phone.id);
      this.note('phone-removed', phone, actor, phone.mac);
    }
    this.state.phones.remove(phones);
    this.state.tokens.forget(new Set(phones.map((phone) => phone.id)));
    this.state.evidence.dropPhones(phones.map((phone) => phone.id));
    return ok(phones.length);
  }

  /** Opens first contact for the next `forMs` (24 hours); whoever came before is forgotten. */
  arm(macs: readonly MacAddress[], forMs: number | undefined, actor: string): Result<PhoneRecord[]> {
    const until = this.around.clock.now() + (forMs ?? armingSpanMs);
    return this.change(macs, 'armed', actor, (phone) => ({
      armed: { until, boundPeer: null },
      trouble: phone.trouble?.action === 'arm' ? null : phone.trouble,
    }));
  }

  disarm(macs: readonly MacAddress[], actor: string): Result<PhoneRecord[]> {
    return this.change(macs, 'disarmed', actor, () => ({ armed: null }));
  }

  renewToken(macs: readonly MacAddress[], how: 'rotate' | 'revoke', actor: string): Result<PhoneRecord[]> {
    const now = this.around.clock.now();
    return this.change(macs, how === 'rotate' ? 'token-rotated' : 'token-revoked', actor, (phone) => {
      this.state.tokens.renew(phone.id, how, now);
      return {};
    });
  }

  /** A person typed the phones' address into them, where it beats every file of ours; or that is over. */
  markAddress(macs: readonly MacAddress[], setByHand: boolean, actor: string): Result<PhoneRecord[]> {
    const found = this.find(macs);
    if (!found.ok) return found;
    const { evidence } = this.state;
    for (const phone of found.value) {
      if (setByHand === evidence.has('address-by-hand', phone.id)) continue;
      if (setByHand) evidence.note('address-by-hand', phone.id, this.around.clock.now(), null);
      else evidence.forget('address-by-hand', phone.id);
      this.note('phone-changed', phone, actor, setByHand ? 'address set by hand' : 'address no longer set by hand');
    }
    return found;
  }

  waiting(): WaitingPhone[] {
    return this.waitingStore.all(this.state.site.id).filter((waiting) => !this.state.phones.find(waiting.mac));
  }

  /** Group names in use, with how many phones each has. */
  groups(): { readonly name: string; readonly phones: number }[] {
    const counts = new Map<string, number>();
    for (const phone of this.state.phones.all()) {
      const { group } = this.state.layers.phoneFacts(phone.mac, 'draft');
      if (group) counts.set(group, (counts.get(group) ?? 0) + 1);
    }
    return [...counts].map(([name, phones]) => ({ name, phones })).sort((a, b) => a.name.localeCompare(b.name));
  }

  find(macs: readonly MacAddress[]): Result<PhoneRecord[]> {
    const phones: PhoneRecord[] = [];
    for (const mac of new Set(macs)) {
      const found = this.state.phones.require(mac);
      if (!found.ok) return found;
      phones.push(found.value);
    }
    return ok(phones);
  }

  private change(
    macs: readonly MacAddress[],
    action: AuditEntry['action'],
    actor: string,
    change: (phone: PhoneRecord) => Parameters<PhoneStore['update']>[1],
  ): Result<PhoneRecord[]> {
    const found = this.find(macs);
    if (!found.ok) return found;
    return ok(
      found.value.map((phone) => {
        const changed = this.state.phones.update(phone.id, change(phone));
        this.note(action, phone, actor, '');
        return changed;
      }),
    );
  }

  /** Another site of the database may have the phone; only the store can tell. */
  private insert(phone: Omit<PhoneRecord, 'id'>): Result<PhoneRecord> {
    try {
      return ok(this.state.phones.insert(phone));
    } catch (error) {
      if (error instanceof ProblemError && error.problem.code === 'MAC_DUPLICATE') return fail(error.problem);
      throw error;
    }
  }

  private saveFacts(phone: PhoneRecord, facts: PhoneFacts): void {
    this.state.layers.saveDraft(
      factsKey({ kind: 'phone', mac: phone.mac }),
      JSON.stringify(writeFacts(facts)),
      this.around.clock.now(),
    );
    this.store.saveSummary(phone.id, facts);
    this.around.announce('configs');
  }

  private note(action: AuditEntry['action'], phone: PhoneRecord, actor: string, detail: string): void {
    this.audit.append(this.state.site.id, { at: this.around.clock.now(), actor, action, phoneId: phone.id, detail });
    this.around.announce('phones');
  }
}

/** Lines by number; what is given replaces, a password left out is kept. A line with nothing in it goes. Always written the same
 *  way, so that facts typed again are no draft. */
function mergeLines(before: readonly LineFacts[], given: readonly LineInput[]): LineFacts[] {
  return given
    .map(({ line, extension, name, authId, password, server }): LineFacts => ({
      line,
      extension: extension.trim(),
      name: name.trim(),
      authId: authId.trim(),
      password: password ?? before.find((old) => old.line === line)?.password ?? '',
      server: server.trim(),
    }))
    .filter((line) => line.extension || line.name || line.authId || line.server || line.password)
    .sort((a, b) => a.line - b.line);
}

/** Left out of the facts of a phone that asks when the site does. */
function ownCheckTime(checkTime = ''): Pick<PhoneFacts, 'checkTime'> {
  const time = checkTime.trim();
  return time === '' ? {} : { checkTime: time };
}

function groupName(group: string | null): string | null {
  return group?.trim() || null;
}

function unknownModel(model: string): Problem {
  return {
    code: 'MODEL_UNKNOWN',
    message: `"${model}" is not a model Cordboard knows.`,
    remedy: 'Give the model as it is printed on the phone, for example KX-UT670 or KX-HDV130.',
  };
}

function duplicate(mac: MacAddress): Problem {
  return {
    code: 'MAC_DUPLICATE',
    message: `There is already a phone with the MAC address ${mac}.`,
    remedy: 'Check the digits on the label; to change that phone, open it in the list.',
  };
}

function checkIp(ip: string | null): Problem | null {
  const text = ip?.trim() ?? '';
  const { address, port } = parseHostPort(text, 1);
  if (text === '' || (/^[\w.:-]+$/.test(address) && port >= 1 && port <= 65535)) return null;
  return {
    code: 'VALUE_INVALID',
    message: `"${ip}" is not an address.`,
    remedy: 'Give an IP address, with the SIP port behind a colon where it is not 5060: 192.0.2.7:5062.',
  };
}

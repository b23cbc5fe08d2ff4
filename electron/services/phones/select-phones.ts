import type { MacAddress } from '../../core/shared/mac-address';
import { fail, ok, type Result } from '../../core/shared/result';
import type { SiteState } from '../site-state';
import type { PhoneRecord } from './phone-store';

export type PhoneSelection =
  | { readonly macs: readonly MacAddress[] }
  | { readonly group: string }
  | { readonly behind: true }
  | { readonly all: true };

/** The phones something is for, each once. Problems PHONE_UNKNOWN, GROUP_UNKNOWN. */
export function selectPhones(state: SiteState, selection: PhoneSelection): Result<PhoneRecord[]> {
  const all = [...state.phones.all()];
  if ('all' in selection) return ok(all);
  if ('behind' in selection)
    return ok(all.filter((phone) => phone.lastFetch && phone.takenHash !== state.contents.hash(phone, 'published')));
  if ('group' in selection) {
    const members = all.filter((phone) => state.layers.phoneFacts(phone.mac, 'draft').group === selection.group);
    if (members.length > 0) return ok(members);
    return fail({
      code: 'GROUP_UNKNOWN',
      message: `No phone is in a group "${selection.group}".`,
      remedy: 'Check the name of the group.',
    });
  }
  const phones: PhoneRecord[] = [];
  for (const mac of new Set(selection.macs)) {
    const phone = state.phones.require(mac);
    if (!phone.ok) return phone;
    phones.push(phone.value);
  }
  return ok(phones);
}

import type { PhoneView } from '../../../electron/contract/phones';
import type { PhoneState } from '../../../electron/core/phones/phone-state';

export interface PhoneFilter {
  readonly state: PhoneState | null;
  readonly group: string | null;
  readonly outdatedOnly: boolean;
  /** Words that must all appear somewhere; a MAC may be written in any form. */
  readonly text: string;
}

/** What is searched in a phone, made once for each answer of the workstation. */
const searched = new WeakMap<PhoneView, string>();

function textOf(phone: PhoneView): string {
  const known = searched.get(phone);
  if (known !== undefined) return known;
  const lines = phone.lines.map((line) => `${line.extension} ${line.name}`).join(' ');
  const text =
    `${phone.name} ${phone.model} ${phone.mac} ${phone.address ?? ''} ${phone.group ?? ''} ${lines}`.toLowerCase();
  searched.set(phone, text);
  return text;
}

/** Says of each phone whether it is meant. */
export function phoneFilter(filter: PhoneFilter): (phone: PhoneView) => boolean {
  const words = filter.text.toLowerCase().split(/\s+/u).filter(Boolean);
  return (phone) => {
    if (filter.state && phone.state !== filter.state) return false;
    if (filter.group && phone.group !== filter.group) return false;
    if (filter.outdatedOnly && !phone.toldOutdated) return false;
    if (words.length === 0) return true;
    const text = textOf(phone);
    return words.every(
      (word) => text.includes(word) || (looksLikeMac(word) && text.includes(word.replace(/[:.-]/g, ''))),
    );
  };
}

export function filterPhones(phones: readonly PhoneView[], filter: PhoneFilter): PhoneView[] {
  return phones.filter(phoneFilter(filter));
}

const looksLikeMac = (word: string): boolean => /^[0-9a-f:.-]{4,17}$/.test(word) && /[:.-]/.test(word);

// What was answered once, fit to be looked at: the exact text with every secret blanked.
import type { Family } from '../../core/families/family';
import type { PhoneRecord } from '../phones/phone-store';
import { blanked, blankKnown, blankSecrets, knownSecrets } from '../configs/blank-secrets';
import type { SiteState } from '../site-state';

/** Null when the bytes are no text. Secrets are those of secret parameters (as the family reads the file, whatever its form), tokens
 *  and logins in addresses, and every password the site knows, wherever it stands. */
export function answeredText(
  bytes: Uint8Array,
  phone: PhoneRecord | null,
  state: SiteState,
  family: Family,
): string | null {
  const text = decoded(bytes);
  if (text === null) return null;
  const model = phone?.model ?? family.models[0]?.name ?? '';
  const secrets = family.parametersOf(bytes, model).filter(({ name, value }) => value !== '' && family.isSecret(name));
  const edits = secrets.map(({ name }) => ({ kind: 'set', name, value: blanked }) as const);
  const edited = edits.length === 0 ? null : family.edit(bytes, model, edits);
  const shown = edited?.ok ? (decoded(edited.value) ?? '') : text;
  // Shorter values would blank half of the text; the lines they stand in are blanked by name.
  const long = secrets.map(({ value }) => value).filter((value) => value.length >= 4);
  return blankKnown(blankSecrets(shown, family), [...long, ...knownSecrets(state, phone)]);
}

function decoded(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

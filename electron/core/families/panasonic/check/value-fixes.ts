// What a refused value must have meant, where that is certain: the other word for a switch, other capitals, blanks in a list.
import type { CatalogueEntry } from '../../family';
import type { ValueRule } from './allowed-values';

const yes: ReadonlySet<string> = new Set(['y', 'yes', 'true', 'on', '1', 'enabled', 'enable']);
const no: ReadonlySet<string> = new Set(['n', 'no', 'false', 'off', '0', 'disabled', 'disable']);

/** The one value the rules of all rows take for it; null when there is none, or more than one. */
export function meantValue(value: string, rows: readonly CatalogueEntry[], rules: readonly ValueRule[]): string | null {
  const [row] = rows;
  if (!row) return null;
  const fits = (candidate: string): boolean => candidate !== '' && rules.every((rule) => rule.accepts(candidate));
  const tight = value.replaceAll(/[\s\u00a0\u3000]+/gu, '');
  if (tight !== value && fits(tight) && /^[\d,.:-]+$|^\w+$/u.test(tight)) return tight;
  const spec = row.allowed.split(';')[0] ?? '';
  const choices = /^\w+(?:\|\w+)+$/u.test(spec) ? spec.split('|') : [];
  const word = tight.toLowerCase();
  const same = choices.filter((choice) => {
    const lower = choice.toLowerCase();
    return lower === word || (yes.has(lower) && yes.has(word)) || (no.has(lower) && no.has(word));
  });
  const [only, ...others] = same.filter(fits);
  return only !== undefined && others.length === 0 ? only : null;
}

/** UT switches its lines and profiles with a word of its own. What it says for "off" is in no source, so only this one is told. */
export const switchedOnUt = 'Enabled';

/** `LINE_ENABLE_n` and `PROFILE_ENABLE_n` of UT take `Enabled`, where a switch anywhere else takes Y or N. */
export function isUtSwitchWord(name: string, value: string): 'on' | 'off' | null {
  if (!/^(?:LINE|PROFILE)_ENABLE_?\d+$/u.test(name)) return null;
  const word = value.trim().toLowerCase();
  if (value === switchedOnUt) return null;
  if (yes.has(word)) return 'on';
  return no.has(word) && word !== 'disabled' ? 'off' : null;
}

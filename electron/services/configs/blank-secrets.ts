import type { SiteFacts } from '../../core/configs/facts';
import type { Family } from '../../core/families/family';
import type { PhoneRecord } from '../phones/phone-store';
import type { SiteState } from '../site-state';

export const blanked = '••••';

/** One value fit for a list: secrets whole, in addresses their login. */
export function blankedValue(name: string, value: string, family: Family): string {
  if (value !== '' && family.isSecret(name)) return blanked;
  return value.replace(/(\/[ps]\/)[A-Za-z0-9_-]{16,}/g, `$1${blanked}`).replace(/(:\/\/)[^\s"]+@/g, `$1${blanked}@`);
}

/** Text fit for a diff or a list: values of secret parameters, secret facts, tokens and URL logins are blanked, in lines that are
 *  badly written or commented out as well. A value that changes still shows as a changed line, because every blank line says
 *  which parameter it is. */
export function blankSecrets(text: string, family: Family): string {
  return text
    .replace(
      /^([^\w\r\n]*)([A-Za-z0-9_]+)([^\S\r\n]*=[^\S\r\n]*)([^\r\n]+)/gm,
      (line, lead: string, name: string, equals: string, value: string) =>
        value.trim() !== '""' && family.isSecret(name) ? `${lead}${name}${equals}"${blanked}"` : line,
    )
    .replace(/("(?:password|adminPassword|secret\.[A-Za-z0-9_-]+)":\s*)"(?:[^"\\]|\\.)+"/g, `$1"${blanked}"`)
    .replace(/(\/[ps]\/)[A-Za-z0-9_-]{16,}/g, `$1${blanked}`)
    .replace(/(:\/\/)[^\s"]+@/g, `$1${blanked}@`);
}

/** Shorter ones would blank half of every text. */
const shortestKnown = 4;

/** Secrets that variables may have put into any value of a phone's files: the site's own, and the passwords of its lines. */
export function knownSecrets({ layers }: SiteState, phone: PhoneRecord | null): string[] {
  const values = (['published', 'draft'] as const).flatMap((source) => {
    const site = layers.siteFacts(source);
    const lines = phone ? layers.phoneFacts(phone.mac, source).lines : [];
    return [...Object.values(site.secrets ?? {}), site.adminPassword, ...lines.map(({ password }) => password)];
  });
  const long = [...new Set(values)].filter((value) => value.length >= shortestKnown);
  return long.sort((a, b) => b.length - a.length);
}

export function blankKnown(text: string, secrets: readonly string[]): string {
  let shown = text;
  for (const secret of secrets) shown = shown.replaceAll(secret, blanked);
  return shown;
}

/** Facts as lines of text, the site's own secrets under names that blankSecrets knows. */
export function factsText(json: string): string {
  const { secrets, ...facts } = JSON.parse(json) as Partial<SiteFacts>;
  const named = Object.entries(secrets ?? {}).map(([name, value]) => [`secret.${name}`, value]);
  return JSON.stringify({ ...facts, ...Object.fromEntries(named) }, null, 2);
}

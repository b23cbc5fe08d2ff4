import type { Family } from '../../core/families/family';

const blanked = '••••';

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
    .replace(/("(?:password|adminPassword)":\s*)"(?:[^"\\]|\\.)+"/g, `$1"${blanked}"`)
    .replace(/(\/[ps]\/)[A-Za-z0-9_-]{16,}/g, `$1${blanked}`)
    .replace(/(:\/\/)[^\s"]+@/g, `$1${blanked}@`);
}

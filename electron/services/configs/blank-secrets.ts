import type { Family } from '../../core/families/family';

export const blanked = '••••';

/** Text fit for a diff or a list: values of secret parameters, secret facts, tokens and URL credentials are blanked. A value
 *  that changes still shows as a changed line, because every blank line says which parameter it is. */
export function blankSecrets(text: string, family: Family): string {
  return text
    .replace(/^([A-Za-z0-9_]+)(\s*=\s*)"([^"\r\n]*)"/gm, (line, name: string, equals: string, value: string) =>
      value !== '' && family.isSecret(name) ? `${name}${equals}"${blanked}"` : line,
    )
    .replace(/("(?:password|adminPassword)":\s*)"(?:[^"\\]|\\.)+"/g, `$1"${blanked}"`)
    .replace(/(\/[ps]\/)[A-Za-z0-9_-]{16,}/g, `$1${blanked}`)
    .replace(/(:\/\/)[^/@\s"]+@/g, `$1${blanked}@`);
}

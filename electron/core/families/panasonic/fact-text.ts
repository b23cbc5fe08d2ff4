// What text a parameter can carry at all, whatever its meaning.
import type { Problem } from '../../shared/problem';

/** 537 bytes of a line less the longest name, `=`, two quotes and CR LF (KX-UT670 guide p. 117, 136). */
const longestValue = 500;

/** Why a value cannot stand in a file, or null when it can. No guide gives a way to escape a quote or a line end. */
export function unwritable(value: string): string | null {
  if (value.includes('"')) return 'it holds a double quote';
  if (/[\r\n]/.test(value)) return 'it holds a line end';
  if (/[\p{Cc}\p{Surrogate}]/u.test(value)) return 'it holds a character that is no text';
  const sizeBytes = new TextEncoder().encode(value).length;
  if (sizeBytes > longestValue) return `it takes ${sizeBytes} bytes, and a phone takes ${longestValue}`;
  return null;
}

/** Refuses text of a fact that could never be written into a file. `fact` names it for the message: `name of line 1`. */
export function checkFactText(fact: string, text: string): Problem | null {
  const reason = unwritable(text);
  if (reason === null) return null;
  return {
    code: 'FACT_INVALID',
    message: `The ${fact} cannot be written into a phone's file: ${reason}.`,
    remedy: 'Leave out double quotes and line ends, and keep it short.',
  };
}

// The strict counterpart of the reader: nothing is written that would not be read again as the same message.
import { ProblemError } from '../shared/problem';
import { isOneLine, isToken, type SipField } from './sip-message';

/** Where capitals do not only stand at the beginning of a word. */
const spellings = new Map([
  ['call-id', 'Call-ID'],
  ['cseq', 'CSeq'],
  ['www-authenticate', 'WWW-Authenticate'],
  ['mime-version', 'MIME-Version'],
  ['sip-etag', 'SIP-ETag'],
  ['sip-if-match', 'SIP-If-Match'],
]);

const encoder = new TextEncoder();

export interface SipMessageParts {
  readonly startLine: string;
  /** Without Content-Length, which is counted. */
  readonly fields: readonly SipField[];
  readonly body: Uint8Array;
}

/** Throws a ProblemError (VALUE_INVALID) for a field that would break out of its line. */
export function writeSipMessage({ startLine, fields, body }: SipMessageParts): Uint8Array {
  let head = `${written(startLine)}\r\n`;
  for (const field of fields) {
    const line = writeField(field);
    if (line !== null) head += `${line}\r\n`;
  }
  const bytes = encoder.encode(`${head}Content-Length: ${body.length}\r\n\r\n`);
  if (body.length === 0) return bytes;
  const whole = new Uint8Array(bytes.length + body.length);
  whole.set(bytes);
  whole.set(body, bytes.length);
  return whole;
}

/** `Name: value`; null for a Content-Length, which the writer of the body puts in. */
export function writeField([name, value]: SipField): string | null {
  if (!isToken(name)) throw unwritable(name);
  const lower = name.toLowerCase();
  return lower === 'content-length' || lower === 'l' ? null : `${spelled(lower)}: ${written(value.trim())}`;
}

function spelled(name: string): string {
  return (
    spellings.get(name) ??
    name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase())
  );
}

function written(text: string): string {
  if (!isOneLine(text)) throw unwritable(text);
  return text;
}

function unwritable(text: string): ProblemError {
  return new ProblemError({
    code: 'VALUE_INVALID',
    message: `${JSON.stringify(text.slice(0, 60))} cannot be written into a SIP message.`,
    remedy: 'Remove line breaks and control characters from it.',
  });
}

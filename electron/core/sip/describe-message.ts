// A traced message in a few words, and its bytes as text nothing can hide in.
import { readSipMessage } from './read-sip-message';
import { cseqOf } from './sip-headers';
import { firstValue } from './sip-message';

export interface MessageWords {
  /** `NOTIFY check-sync`, `200 OK (CSeq 1 NOTIFY)`. */
  readonly summary: string;
  /** Of a response. */
  readonly status: number | null;
  readonly callId: string;
}

const longestSummary = 120;
const longestCallId = 200;

/** Whatever came: what is no SIP is told as such. */
export function describeMessage(bytes: Uint8Array): MessageWords {
  const message = readSipMessage(bytes);
  if (!message) {
    const isEmpty = bytes.every((byte) => byte === 13 || byte === 10);
    const what = isEmpty ? 'keep-alive' : 'not SIP';
    return { summary: `${what} (${bytes.length} bytes)`, status: null, callId: '' };
  }
  const callId = shown(firstValue(message, 'call-id') ?? '', longestCallId);
  if (message.kind === 'request') {
    const event = firstValue(message, 'event');
    return { summary: shown(event ? `${message.method} ${event}` : message.method), status: null, callId };
  }
  const { status, reason } = message;
  const cseq = cseqOf(message);
  const said = cseq ? ` (CSeq ${cseq.number} ${cseq.method})` : '';
  return { summary: shown(`${status} ${reason}${said}`), status, callId };
}

/** UTF-8 as it reads, with LF line ends; every other byte, and what moves the cursor or turns the writing round, as `\xNN`. */
export function showBytes(bytes: Uint8Array): string {
  return visible(decoded(bytes).replace(/\r\n/g, '\n'));
}

const encoder = new TextEncoder();
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : escaped([byte]))).join('');
  }
}

function visible(text: string): string {
  return text.replace(unseen, (character) => escaped(encoder.encode(character)));
}

// oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

function escaped(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('');
}

function shown(text: string, longest = longestSummary): string {
  const line = visible(text).replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

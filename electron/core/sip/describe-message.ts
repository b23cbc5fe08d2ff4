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
  const text = oneByte.decode(bytes).replace(/\r\n/g, '\n');
  return visible(text.replace(/[\u0080-\u00ff]+/g, readable));
}

const encoder = new TextEncoder();
const oneByte = new TextDecoder('latin1');
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** TextDecoder's latin1 is Windows-1252: its marks between 0x80 and 0x9f stand for one byte each. */
function readable(run: string): string {
  const bytes = Uint8Array.from(run, (character) => character.charCodeAt(0));
  try {
    return utf8.decode(bytes);
  } catch {
    return escaped(bytes);
  }
}

function visible(text: string): string {
  return text.replace(unseen, (characters) => escaped(encoder.encode(characters)));
}

// oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

function escaped(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('');
}

function shown(text: string, longest = longestSummary): string {
  const line = visible(text).replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

// The headers transactions hang on (RFC 3261 §17.2.3, §18.2, RFC 3581).
import { fieldValues, firstValue, tokenPattern, type SipMessage } from './sip-message';
import { readParameters, splitList, type SipParameters } from './sip-parameters';
import { readHostPort } from './sip-uri';

export interface Via {
  /** `UDP`, `TCP`, `TLS` or whatever came, in capitals. */
  readonly transport: string;
  readonly host: string;
  readonly port: number | null;
  readonly parameters: SipParameters;
}

const viaStart = new RegExp(
  `^SIP ?/ ?2\\.0 ?/ ?(${tokenPattern}) (\\[[^\\]]*\\]|[^ :;,]+)(?: ?: ?(\\d{1,5}))? ?(?=;|$)`,
  'i',
);

/** One value of Via; null when it is malformed. Blanks may stand around every mark. */
export function readVia(value: string): Via | null {
  const text = value.replace(/[ \t]+/g, ' ').trim();
  const [start, transport = '', host = '', port] = viaStart.exec(text) ?? [];
  if (start === undefined) return null;
  const place = readHostPort(port === undefined ? host : `${host}:${port}`);
  const parameters = readParameters(text.slice(start.length));
  return place && parameters && { transport: transport.toUpperCase(), ...place, parameters };
}

/** Top first, comma-joined ones apart. */
export function viasOf(message: SipMessage): string[] {
  return splitList(fieldValues(message, 'via'));
}

export interface CSeq {
  readonly number: number;
  readonly method: string;
}

const cseqPattern = new RegExp(`^(\\d{1,12})[ \\t]+(${tokenPattern})$`);

/** Null unless its number is below 2^31 (RFC 3261 §8.1.1.5). */
export function cseqOf(message: SipMessage): CSeq | null {
  const [whole, digits, method = ''] = cseqPattern.exec(firstValue(message, 'cseq') ?? '') ?? [];
  const number = Number(digits);
  return whole !== undefined && number < 2 ** 31 ? { number, method } : null;
}

/** Retry-After in milliseconds (RFC 3261 §20.33: seconds, a comment and parameters may follow); null without or malformed. */
export function retryAfterMs(message: SipMessage): number | null {
  const seconds = /^(\d{1,10})(?=$|[\s;(])/.exec(firstValue(message, 'retry-after') ?? '')?.[1];
  return seconds === undefined || Number(seconds) >= 2 ** 32 ? null : Number(seconds) * 1000;
}

// A SIP message as it stands on the wire (RFC 3261 §7): start line, header fields in their order, body.

/** Name and value. Names of messages that were read are long and in lower case. */
export type SipField = readonly [name: string, value: string];

interface AnySipMessage {
  readonly fields: readonly SipField[];
  readonly body: Uint8Array;
  /** What is wrong with its form, in words for a reason phrase. Such a request is answered with 400, such a response dropped. */
  readonly faults: readonly string[];
}

export interface SipRequest extends AnySipMessage {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
  /** `2.0`. */
  readonly version: string;
}

export interface SipResponse extends AnySipMessage {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
}

export type SipMessage = SipRequest | SipResponse;

/** Values as they stand, under the lower-case long name. */
export function fieldValues(message: Pick<SipMessage, 'fields'>, name: string): string[] {
  const values: string[] = [];
  for (const [key, value] of message.fields) if (key === name) values.push(value);
  return values;
}

export function firstValue(message: Pick<SipMessage, 'fields'>, name: string): string | null {
  for (const [key, value] of message.fields) if (key === name) return value;
  return null;
}

/** RFC 3261 §25.1. */
export const tokenPattern = "[A-Za-z0-9\\-.!%*_+`'~]+";

const token = new RegExp(`^${tokenPattern}$`);

export function isToken(text: string): boolean {
  return token.test(text);
}

// oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
const suspicious = /[\u0000-\u0008\u000a-\u001f\u007f\ud800-\udfff]/;
// oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
const controlOutsidePair = /(?:^|[^\\])(?:\\\\)*[\u0000-\u0008\u000a-\u001f\u007f]/;

/** Whether a value stays in its line. Control characters may stand escaped in a quoted string only, CR and LF never (RFC 3261 §25.1,
 *  quoted-pair). What is not is neither read nor written, so nothing that came in can put a line into what goes out. */
export function isOneLine(value: string): boolean {
  if (!suspicious.test(value)) return true;
  return !/[\r\n]|\p{Surrogate}/u.test(value) && !controlOutsidePair.test(value);
}

// Our request as it goes on the wire. sip.js writes URIs anew on the way and draws branches from ten million values; both are replaced here.
import { OutgoingRequestMessage, URI } from 'sip.js/lib/core/index.js';
import type { RandomBytes } from '../../core/shared/digest';
import { ProblemError } from '../../core/shared/problem';
import { isOneLine, isToken } from '../../core/sip/sip-message';
import { readSipUri, writeHost } from '../../core/sip/sip-uri';
import { writeField } from '../../core/sip/write-sip-message';
import type { NotifyCredentials } from '../../services/resync/notify-sender';
import type { OutgoingSipRequest } from '../../services/sip/sip-endpoint';
import type { Carrier } from './carrier';

/** A URI that stays the text it was made from: request line, To and digest `uri` must be the same (RFC 3261 §22.4). */
class ExactUri extends URI {
  constructor(private readonly text: string) {
    super('sip', 'exact', 'invalid');
  }
  override clone(): URI {
    return this;
  }
  override toRaw(): string {
    return this.text;
  }
  override toString(): string {
    return this.text;
  }
}

/** What stays the same over all tries and ways of one request. */
export interface RequestIdentity {
  readonly callId: string;
  readonly fromTag: string;
}

export function drawIdentity(random: RandomBytes): RequestIdentity {
  return { callId: hex(random(16)), fromTag: hex(random(8)) };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

export class OutgoingMessage extends OutgoingRequestMessage {
  private readonly random: RandomBytes;

  /** `route`: the server that is to pass it on, as a loose route (RFC 3261 §16.12). The request must have passed `refuseUnwritable`. */
  constructor(
    request: OutgoingSipRequest,
    { transport, local }: Pick<Carrier, 'transport' | 'local'>,
    route: string | null,
    identity: RequestIdentity,
    version: string,
    random: RandomBytes,
  ) {
    const host = writeHost(local.address);
    const here = new ExactUri(request.from?.uri ?? `sip:cordboard@${host}`);
    const options = {
      callId: request.callId ?? identity.callId,
      fromTag: request.from?.tag ?? identity.fromTag,
      toTag: request.to?.tag ?? '',
      cseq: request.cseq ?? 1,
      forceRport: true,
      viaHost: `${host}:${local.port}`,
      routeSet: route === null ? [] : [route],
      optionTags: [],
      userAgentString: `Cordboard/${version}`,
    };
    const fields = request.headers ?? [];
    const hasContact = fields.some(([name]) => /^(?:contact|m)$/i.test(name));
    const over = transport === 'udp' ? '' : `;transport=${transport}`;
    const uri = new ExactUri(request.uri);
    const to = request.to ? new ExactUri(request.to.uri) : uri;
    const { body } = request;
    super(
      request.method,
      uri,
      here,
      to,
      options,
      [
        ...(hasContact ? [] : [`Contact: <sip:cordboard@${host}:${local.port}${over}>`]),
        ...fields.map(writeField).filter((line) => line !== null),
      ],
      body ? { content: body.text, contentType: body.type, contentDisposition: 'render' } : undefined,
    );
    this.random = random;
  }

  /** sip.js's own branches collide among some thousand requests, and then one phone's answer counts for another. 128 bits do not. */
  override setViaHeader(_branch: string, transport: string): void {
    super.setViaHeader(`z9hG4bK${hex(this.random(16))}`, transport);
  }

  override toString(): string {
    return super.toString().replace('Supported: \r\n', '');
  }
}

function refuse(message: string, remedy: string): never {
  throw new ProblemError({ code: 'VALUE_INVALID', message, remedy });
}

/** Throws VALUE_INVALID for a part that would break out of its place in the message: sip.js writes every value unseen. */
export function refuseUnwritable(request: OutgoingSipRequest): void {
  const { method, uri, to, from, callId, body, headers, credentials } = request;
  for (const address of new Set([uri, to?.uri ?? uri, from?.uri ?? uri])) {
    if (!readSipUri(address))
      refuse(`${JSON.stringify(address)} is not a SIP address.`, 'Correct the address of the first line.');
  }
  const tokens = [method, to?.tag ?? method, from?.tag ?? method];
  const words = [callId ?? 'call', body?.type ?? 'text'];
  if (!tokens.every(isToken) || !words.every((word) => isOneLine(word) && /^\S(?:.*\S)?$/.test(word)))
    refuse('A part of a SIP request cannot be written.', 'Report it: no setting leads here.');
  for (const field of headers ?? []) writeField(field);
  if (credentials) refuseCredentials(credentials);
}

// oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
const unwritable = /[\u0000-\u001f\u007f]|\p{Surrogate}/u;

function refuseCredentials({ authId, password }: NotifyCredentials): void {
  if (unwritable.test(authId) || /["\\]/.test(authId)) {
    refuse(
      'The authentication ID of the line cannot be written into a SIP message.',
      'Remove quotation marks, backslashes and control characters from it.',
    );
  }
  if (unwritable.test(password)) {
    refuse('The password of the line holds control characters.', 'Type the password of the line again.');
  }
}

// The NOTIFY as it goes on the wire. sip.js writes URIs anew on the way and draws branches from ten million values; both are replaced here.
import { isIP, isIPv6 } from 'node:net';
import { OutgoingRequestMessage, URI } from 'sip.js/lib/core/index.js';
import { ProblemError } from '../../core/shared/problem';
import type { NotifyRequest, NotifyTarget } from '../../services/resync/notify-sender';

/** Gives `sizeBytes` bytes nobody can guess. */
export type RandomBytes = (sizeBytes: number) => Uint8Array;

interface LocalEnd {
  readonly address: string;
  readonly port: number;
}

/** A URI that stays the text it was made from: request line, To and digest `uri` must be the same (RFC 3261 §22.4). */
class ExactUri extends URI {
  constructor(
    private readonly text: string,
    user: string,
    host: string,
    port?: number,
  ) {
    super('sip', user, host, port);
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

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** RFC 3261 §19.1.1: IPv6 in brackets; a zone (`%eth0`) means nothing to the other side. */
function uriHost(address: string): string {
  return isIPv6(address) ? `[${address.replace(/%.*/, '').toLowerCase()}]` : address;
}

function targetUri(target: NotifyTarget): ExactUri {
  const user = encodeURIComponent(target.user);
  const host = uriHost(target.address);
  return new ExactUri(`sip:${user === '' ? '' : `${user}@`}${host}:${target.port}`, user, host, target.port);
}

export class NotifyMessage extends OutgoingRequestMessage {
  private readonly random: RandomBytes;

  /** An unsolicited NOTIFY without Subscription-State or body, as KX phones expect it (panasonic.md §3.1). The request must have passed
   *  `refuseUnwritable`. */
  constructor(request: NotifyRequest, local: LocalEnd, version: string, random: RandomBytes) {
    const host = uriHost(local.address);
    const here = new ExactUri(`sip:cordboard@${host}`, 'cordboard', host);
    const there = targetUri(request.target);
    const options = {
      callId: hex(random(16)),
      fromTag: hex(random(8)),
      cseq: 1,
      forceRport: true,
      viaHost: `${host}:${local.port}`,
      optionTags: [],
      userAgentString: `Cordboard/${version}`,
    };
    super('NOTIFY', there, here, there, options, [
      `Contact: <sip:cordboard@${host}:${local.port}>`,
      `Event: ${request.event}`,
    ]);
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

const token = "[A-Za-z0-9\\-.!%*_+`'~]+";
/** RFC 6665 §8.4: event-type and parameters. */
const eventText = new RegExp(`^${token}(?:[ \\t]*;[ \\t]*${token}(?:=${token})?)*$`);
// oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
const unwritable = /[\u0000-\u001f\u007f]|\p{Surrogate}/u;

function refuse(message: string, remedy: string): never {
  throw new ProblemError({ code: 'VALUE_INVALID', message, remedy });
}

/** Throws VALUE_INVALID for a field that would break out of its place in the message: sip.js writes every value unseen. */
export function refuseUnwritable({ target, event, credentials }: NotifyRequest): void {
  if (!eventText.test(event)) {
    refuse(
      `${JSON.stringify(event)} cannot be the event of a NOTIFY.`,
      "Use letters, digits and - . ! % * _ + ` ' ~ only, as in check-sync, in CFG_RESYNC_FROM_SIP and in the custom event.",
    );
  }
  if (isIP(target.address) === 0) {
    refuse(
      `${JSON.stringify(target.address)} is not the address of a phone.`,
      'Give the phone an IPv4 or IPv6 address, or let it fetch once.',
    );
  }
  if (!Number.isInteger(target.port) || target.port < 1 || target.port > 65_535) {
    refuse(`${target.port} is not a SIP port.`, 'Give the phone a SIP port between 1 and 65535; 5060 is usual.');
  }
  if (unwritable.test(target.user)) {
    refuse(
      `${JSON.stringify(target.user)} cannot be the user part of a SIP address.`,
      'Correct the extension of the first line.',
    );
  }
  if (credentials && (unwritable.test(credentials.authId) || /["\\]/.test(credentials.authId))) {
    refuse(
      'The authentication ID of the line cannot be written into a SIP message.',
      'Remove quotation marks, backslashes and control characters from it.',
    );
  }
  if (credentials && unwritable.test(credentials.password)) {
    refuse('The password of the line holds control characters.', 'Type the password of the line again.');
  }
}

// What a resync asks for, as a request on the wire: an unsolicited NOTIFY as KX phones expect it (panasonic.md §3.1).
import { isIP } from 'node:net';
import { ProblemError } from '../../core/shared/problem';
import { tokenPattern, type SipField } from '../../core/sip/sip-message';
import { readHostPort, writeHost } from '../../core/sip/sip-uri';
import type { NextHop, NotifyRequest, NotifyTarget } from '../../services/resync/notify-sender';
import type { OutgoingSipRequest, SipHop } from '../../services/sip/sip-endpoint';

/** RFC 6665 §8.4: event-type and parameters. */
const eventText = new RegExp(`^${tokenPattern}(?:[ \\t]*;[ \\t]*${tokenPattern}(?:=${tokenPattern})?)*$`);
// oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
const unwritable = /[\u0000-\u001f\u007f]|\p{Surrogate}/u;
const usualPort = 5060;

/** Throws VALUE_INVALID for a field that would break out of its place in the message. */
export function notifyRequest(request: NotifyRequest): OutgoingSipRequest {
  const { target, event, credentials, nextHop = { kind: 'direct' } } = request;
  refuseUnwritable(request, nextHop);
  const state: readonly SipField[] = request.subscriptionState ? [['Subscription-State', 'terminated']] : [];
  return {
    method: 'NOTIFY',
    uri: targetUri(target, nextHop),
    headers: [['Event', event], ...state],
    nextHop: hopOf(target, nextHop),
    credentials,
  };
}

function targetUri({ user, address, port }: NotifyTarget, nextHop: NextHop): string {
  const account = user === '' ? '' : `${encodeURIComponent(user)}@`;
  const shownPort = port ?? (nextHop.kind === 'direct' ? usualPort : null);
  return `sip:${account}${writeHost(address)}${shownPort === null ? '' : `:${shownPort}`}`;
}

function hopOf({ address, port }: NotifyTarget, nextHop: NextHop): SipHop {
  return nextHop.kind === 'direct' ? { kind: 'udp', address, port: port ?? usualPort } : nextHop;
}

function refuseUnwritable({ target, event }: NotifyRequest, nextHop: NextHop): void {
  if (!eventText.test(event)) {
    refuse(
      `${JSON.stringify(event)} cannot be the event of a NOTIFY.`,
      "Use letters, digits and - . ! % * _ + ` ' ~ only, as in check-sync, in CFG_RESYNC_FROM_SIP and in the custom event.",
    );
  }
  const isAddress = isIP(target.address) !== 0;
  if (!isAddress && (nextHop.kind === 'direct' || !readHostPort(target.address))) {
    refuse(
      `${JSON.stringify(target.address)} is not the address of a phone.`,
      'Give the phone an IPv4 or IPv6 address, or let it fetch once.',
    );
  }
  if (target.port !== null && !isPort(target.port)) {
    refuse(`${target.port} is not a SIP port.`, 'Give the phone a SIP port between 1 and 65535; 5060 is usual.');
  }
  if (unwritable.test(target.user)) {
    refuse(
      `${JSON.stringify(target.user)} cannot be the user part of a SIP address.`,
      'Correct the extension of the first line.',
    );
  }
  if (nextHop.kind !== 'proxy') return;
  if (isIP(nextHop.host) === 0 && readHostPort(nextHop.host)?.port !== null) {
    refuse(`${JSON.stringify(nextHop.host)} is not the name of a SIP server.`, 'Correct the SIP server of the resync.');
  }
  if (nextHop.port !== null && !isPort(nextHop.port)) {
    refuse(`${nextHop.port} is not a SIP port.`, 'Give the SIP server a port between 1 and 65535, or none.');
  }
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

function refuse(message: string, remedy: string): never {
  throw new ProblemError({ code: 'VALUE_INVALID', message, remedy });
}

// Phones ask to be told of messages that wait (RFC 3842). There is no mailbox here, and they are told so, as often and as long as RFC 6665
// wants it: a phone that is refused asks again and again, or shows a fault.
import { randomToken, type RandomBytes } from '../../core/shared/digest';
import { readNameAddr } from '../../core/sip/sip-parameters';
import { leastExpiresSeconds, mostExpiresSeconds } from '../../core/sip/registration';
import type { ReceivedSipRequest, SipAnswer, SipEndpoint } from './sip-endpoint';

export const messageSummary = 'message-summary';

/** A phone has one for each line. */
const mostKept = 20_000;

interface Subscription {
  readonly callId: string;
  readonly ourTag: string;
  /** Their address and tag. */
  readonly their: { readonly uri: string; readonly tag: string };
  /** The mailbox, as they name it. */
  readonly our: string;
  readonly routes: readonly string[];
  /** With its id, if it has one. */
  readonly event: string;
  target: string;
  flow: string;
  expiresAt: number;
  cseq: number;
}

export interface MessageWaitingParts {
  readonly endpoint: Pick<SipEndpoint, 'ask'>;
  readonly now: () => number;
  readonly randomBytes: RandomBytes;
}

export class MessageWaiting {
  /** Oldest first. */
  private readonly subscriptions = new Map<string, Subscription>();

  constructor(private readonly parts: MessageWaitingParts) {}

  /** Of somebody who may ask. */
  subscribe(request: ReceivedSipRequest): SipAnswer {
    const from = readNameAddr(request.header('from') ?? '');
    const to = readNameAddr(request.header('to') ?? '');
    const contact = readNameAddr(request.headers('contact')[0] ?? '');
    const tag = from?.parameters.get('tag');
    if (!from || !to || !contact || !tag) return { status: 400, reason: 'Contact and a From With a Tag Are Needed' };
    const seconds = secondsOf(request.header('expires'));
    if (seconds > 0 && seconds < leastExpiresSeconds)
      return { status: 423, headers: [['Min-Expires', String(leastExpiresSeconds)]] };
    const subscription: Subscription = {
      callId: request.header('call-id') ?? '',
      ourTag: randomToken(this.parts.randomBytes),
      their: { uri: from.uri, tag },
      our: to.uri,
      routes: request.headers('record-route'),
      event: request.header('event') ?? messageSummary,
      target: contact.uri,
      flow: request.flow.name,
      expiresAt: 0,
      cseq: 0,
    };
    this.subscriptions.set(keyOf(subscription.callId, subscription.ourTag), subscription);
    const [oldest] = this.subscriptions.keys();
    if (this.subscriptions.size > mostKept && oldest !== undefined) this.subscriptions.delete(oldest);
    return this.granted(request, subscription, seconds);
  }

  /** Within a subscription: renewed, or ended with Expires: 0. Null when there is no such. */
  renew(request: ReceivedSipRequest): SipAnswer | null {
    const tag = readNameAddr(request.header('to') ?? '')?.parameters.get('tag') ?? '';
    const subscription = this.subscriptions.get(keyOf(request.header('call-id') ?? '', tag));
    const theirTag = readNameAddr(request.header('from') ?? '')?.parameters.get('tag');
    if (!subscription || subscription.their.tag !== theirTag) return null;
    const seconds = secondsOf(request.header('expires'));
    if (seconds > 0 && seconds < leastExpiresSeconds)
      return { status: 423, headers: [['Min-Expires', String(leastExpiresSeconds)]] };
    subscription.target = readNameAddr(request.headers('contact')[0] ?? '')?.uri ?? subscription.target;
    subscription.flow = request.flow.name;
    return this.granted(request, subscription, seconds);
  }

  /** Those that were not renewed are told that they are over (RFC 6665 §4.2.2). */
  dropExpired(): void {
    const now = this.parts.now();
    for (const subscription of this.subscriptions.values())
      if (subscription.expiresAt <= now) this.notify(subscription, 'terminated;reason=timeout');
  }

  forget(): void {
    this.subscriptions.clear();
  }

  private granted(request: ReceivedSipRequest, subscription: Subscription, asked: number): SipAnswer {
    const seconds = Math.min(asked, mostExpiresSeconds);
    subscription.expiresAt = this.parts.now() + seconds * 1_000;
    return {
      status: 200,
      toTag: subscription.ourTag,
      headers: [
        ['Expires', String(seconds)],
        // It got here by this URI, and will again.
        ['Contact', `<${request.uri}>`],
      ],
      sent: () => this.notify(subscription, seconds === 0 ? 'terminated;reason=timeout' : `active;expires=${seconds}`),
    };
  }

  private notify(subscription: Subscription, state: string): void {
    const { callId, ourTag, their, our, routes, event, target, flow } = subscription;
    const key = keyOf(callId, ourTag);
    if (state.startsWith('terminated')) this.subscriptions.delete(key);
    subscription.cseq += 1;
    const told = this.parts.endpoint.ask(
      {
        method: 'NOTIFY',
        uri: target,
        from: { uri: our, tag: ourTag },
        to: their,
        callId,
        cseq: subscription.cseq,
        headers: [...routes.map((route) => ['Route', route] as const), ['Event', event], ['Subscription-State', state]],
        body: { type: 'application/simple-message-summary', text: 'Messages-Waiting: no\r\n' },
        nextHop: { kind: 'flow', flow },
        credentials: null,
      },
      { sent: () => undefined },
    );
    // Who refuses it, or is not there, has no subscription (RFC 6665 §4.2.2).
    const over = (): void => void this.subscriptions.delete(key);
    told.then((outcome) => {
      if (outcome.kind !== 'answered' || outcome.status >= 300) over();
    }, over);
  }
}

function keyOf(callId: string, ourTag: string): string {
  return `${callId}\n${ourTag}`;
}

function secondsOf(text: string | null): number {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : mostExpiresSeconds;
}

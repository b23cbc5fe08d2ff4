// Phones, proxies and scanners also send requests to our port. We are no phone: OPTIONS is answered, the rest refused in good order.
import type { IncomingRequestMessage, UserAgentCore } from 'sip.js/lib/core/index.js';
import type { Clock } from '../../core/shared/clock';
import type { Peer } from './udp-socket';
import { toSipRequest, type WireMessage } from './wire-message';

/** Timer J, RFC 3261 §17.2.2 on UDP: how long a repeated request gets the same answer (milliseconds). */
const timerJMs = 32_000;
/** A flood may cost repeats their memory, not ours. */
const mostRemembered = 1_000;

interface Answer {
  readonly text: string;
  readonly to: Peer;
  readonly untilMs: number;
}

export class RequestAnswers {
  /** In order of age, so the oldest stand first. */
  private readonly given = new Map<string, Answer>();

  constructor(
    private readonly core: UserAgentCore,
    private readonly clock: Clock,
    private readonly transmit: (text: string, to: Peer) => void,
  ) {}

  take(wire: WireMessage, from: Peer): void {
    const request = toSipRequest(wire);
    // sip.js copies To through its grammar, and stumbles where that fails.
    if (!request || request.method === 'ACK' || !request.parseHeader('to')) return;
    const nowMs = this.clock.monotonicMs();
    this.forget(nowMs);
    const key = transactionKey(request, wire.startLine, from);
    let answer = this.given.get(key);
    if (!answer) {
      const to = stampVia(request, from);
      const text = this.write(request);
      answer = { text, to, untilMs: nowMs + timerJMs };
      this.given.set(key, answer);
    }
    this.transmit(answer.text, answer.to);
  }

  private forget(nowMs: number): void {
    for (const [key, answer] of this.given) {
      if (answer.untilMs > nowMs && this.given.size < mostRemembered) return;
      this.given.delete(key);
    }
  }

  private write(request: IncomingRequestMessage): string {
    let text = '';
    const view = Object.create(this.core, {
      transport: {
        value: {
          protocol: 'UDP',
          send: (message: string): Promise<void> => {
            text = message;
            return Promise.resolve();
          },
        },
      },
    }) as UserAgentCore;
    view.replyStateless(request, { statusCode: statusFor(request), extraHeaders: ['Allow: OPTIONS'] });
    return text.replace('Supported: \r\n', '');
  }
}

/** 481 for what belongs to a dialog or subscription we never had (RFC 3261 §9.2, §12.2.2, §15.1.2; RFC 6665 §4.1.3), 405 for the rest. */
function statusFor(request: IncomingRequestMessage): number {
  const insideDialog = /;\s*tag\s*=/i.test((request.getHeader('to') ?? '').replace(/<[^>]*>/, ''));
  if (insideDialog || ['BYE', 'CANCEL', 'NOTIFY'].includes(request.method)) return 481;
  return request.method === 'OPTIONS' ? 200 : 405;
}

/** RFC 3261 §17.2.3: branch and sent-by stand in the top Via; the rest tells requests of RFC 2543 elements apart. */
function transactionKey(request: IncomingRequestMessage, startLine: string, from: Peer): string {
  const via = request.getHeader('via');
  return [from.address, from.port, via, startLine, request.callId, request.cseq, request.method].join('\n');
}

/** Adds `received` and `rport` to the top Via and tells where the answer goes (RFC 3261 §18.2.1-2, RFC 3581 §4). */
function stampVia(request: IncomingRequestMessage, from: Peer): Peer {
  const top = request.headers['Via']?.[0];
  if (!top) return from;
  const sentBy = /^SIP\s*\/\s*2\.0\s*\/\s*\S+\s+(?:\[([^\]]+)\]|([^\s:;,]+))(?:\s*:\s*(\d{1,5}))?/i.exec(top.raw);
  const wantsRport = /;\s*rport\s*(?=;|,|$)/i;
  const stamps = (sentBy?.[1] ?? sentBy?.[2]) === from.address ? '' : `;received=${from.address}`;
  if (wantsRport.test(top.raw)) {
    top.raw = top.raw.replace(wantsRport, `;rport=${from.port}${stamps === '' ? `;received=${from.address}` : stamps}`);
    return from;
  }
  const port = Number(sentBy?.[3] ?? 5060);
  const [first = '', ...rest] = top.raw.split(',');
  top.raw = [first + stamps, ...rest].join(',');
  return { address: from.address, port: port >= 1 && port <= 65_535 ? port : from.port };
}

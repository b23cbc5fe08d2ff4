// Requests that come in: each is answered once, and its repeats get the same answer (RFC 3261 §17.2). What nobody here takes is refused in
// good order, and OPTIONS answered: phones, proxies and scanners send to our port, and we are no phone.
import type { Clock } from '../../core/shared/clock';
import type { RandomBytes } from '../../core/shared/digest';
import { reasonPhrase } from '../../core/sip/reason-phrase';
import { refusalOf } from '../../core/sip/request-refusal';
import { readVia, viasOf } from '../../core/sip/sip-headers';
import { fieldValues, firstValue, type SipField, type SipRequest } from '../../core/sip/sip-message';
import { splitList } from '../../core/sip/sip-parameters';
import { writeSipMessage } from '../../core/sip/write-sip-message';
import type { ReceivedSipRequest, SipAnswer, SipFlow } from '../../services/sip/sip-endpoint';
import type { Carrier, Peer } from './carrier';

/** Timer J, RFC 3261 §17.2.2 on UDP: how long a repeated request gets the same answer (milliseconds). */
const timerJMs = 32_000;
/** A flood may cost repeats their memory, not ours. */
const mostRemembered = 4_000;
/** Two bytes for each character of what a request is known by. A phone's request costs 2 KB, a stranger's up to 100. */
const mostRememberedBytes = 12 * 1024 * 1024;

export interface ServerTransactionsParts {
  readonly version: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Null: nobody takes it. */
  readonly handle: (request: ReceivedSipRequest) => SipAnswer | null;
  readonly fault: (error: unknown) => void;
}

interface Given {
  readonly bytes: Uint8Array;
  readonly way: Carrier;
  readonly untilMs: number;
  readonly merged: string;
  readonly cost: number;
}

export class ServerTransactions {
  /** In order of age, so the oldest stand first. */
  private readonly given = new Map<string, Given>();
  /** Transactions by what a request has in common with itself on another path (§8.2.2.2). */
  private readonly merged = new Map<string, string>();
  private cost = 0;

  constructor(private readonly parts: ServerTransactionsParts) {}

  take(request: SipRequest, carrier: Carrier, flow: SipFlow): void {
    const [top, ...others] = viasOf(request);
    if (top === undefined || request.method === 'ACK') return;
    const nowMs = this.parts.clock.monotonicMs();
    this.forget(nowMs);
    const base = transactionKey(request, top);
    const key = `${base}\n${request.method}`;
    const before = this.given.get(key);
    if (before) {
      before.way.send(before.bytes).catch(() => undefined); // the asker repeats, or not
      return;
    }
    const merged = mergedKey(request);
    const answer = this.answer(request, flow, base, merged);
    const stamped = stampVia(top, carrier.peer);
    const bytes = this.write(request, [stamped.via, ...others], answer);
    const way = carrier.to(stamped.to);
    if (carrier.transport === 'udp') {
      const cost = bytes.length + 2 * (key.length + merged.length);
      this.given.set(key, { bytes, way, untilMs: nowMs + timerJMs, merged, cost });
      this.cost += cost;
      if (!this.merged.has(merged)) this.merged.set(merged, key);
    }
    way.send(bytes).then(
      () => this.told(answer),
      () => undefined,
    );
  }

  private told(answer: SipAnswer): void {
    try {
      answer.sent?.();
    } catch (error) {
      this.parts.fault(error);
    }
  }

  private forget(nowMs: number): void {
    for (const [key, { untilMs, merged, cost }] of this.given) {
      const isRoom = this.given.size < mostRemembered && this.cost < mostRememberedBytes;
      if (untilMs > nowMs && isRoom) return;
      this.given.delete(key);
      this.cost -= cost;
      if (this.merged.get(merged) === key) this.merged.delete(merged);
    }
  }

  private answer(request: SipRequest, flow: SipFlow, base: string, merged: string): SipAnswer {
    const refusal = refusalOf(request);
    if (refusal) {
      const { status, reason, fields = [] } = refusal;
      return { status, ...(reason === undefined ? {} : { reason }), headers: fields };
    }
    // §9.2: what it would cancel is answered already, or was never here.
    if (request.method === 'CANCEL') return { status: this.given.has(`${base}\nINVITE`) ? 200 : 481 };
    if (!hasTag(request) && this.merged.has(merged)) return { status: 482 };
    try {
      return this.parts.handle(new Received(request, flow)) ?? { status: usualStatus(request) };
    } catch (error) {
      this.parts.fault(error);
      return { status: 500 };
    }
  }

  private write(request: SipRequest, vias: readonly string[], answer: SipAnswer): Uint8Array {
    try {
      return this.written(request, vias, answer);
    } catch (error) {
      this.parts.fault(error);
      return this.written(request, vias, { status: 500 });
    }
  }

  /** RFC 3261 §8.2.6.2. A header the request lacks, which is why it is refused, is left out. */
  private written(request: SipRequest, vias: readonly string[], answer: SipAnswer): Uint8Array {
    const { status, reason = reasonPhrase(status), headers = [], body } = answer;
    const copied = (name: string): SipField[] =>
      fieldValues(request, name)
        .slice(0, 1)
        .map((value) => [name, value]);
    const routes =
      status < 300 ? fieldValues(request, 'record-route').map((value): SipField => ['record-route', value]) : [];
    const fields: SipField[] = [
      ...vias.map((via): SipField => ['via', via]),
      ...routes,
      ...copied('from'),
      ...copied('to').map(([name, value]): SipField => [name, this.tagged(value, answer)]),
      ...copied('call-id'),
      ...copied('cseq'),
      ['Server', `Cordboard/${this.parts.version}`],
      ...(headers.some(([name]) => name.toLowerCase() === 'allow') ? [] : [['Allow', 'OPTIONS'] as const]),
      ...headers,
      ...(body ? [['Content-Type', body.type] as const] : []),
    ];
    return writeSipMessage({
      startLine: `SIP/2.0 ${status} ${reason}`,
      fields,
      body: new TextEncoder().encode(body?.text ?? ''),
    });
  }

  private tagged(to: string, { status, toTag }: SipAnswer): string {
    if (status === 100 || isTagged(to)) return to;
    return `${to};tag=${toTag ?? Buffer.from(this.parts.random(8)).toString('hex')}`;
  }
}

const tagPattern = /;\s*tag\s*=/i;

function hasTag(request: SipRequest): boolean {
  return isTagged(firstValue(request, 'to') ?? '');
}

/** No `<` within the brackets: thousands of them would each be looked at to the end. */
function isTagged(to: string): boolean {
  return tagPattern.test(to.replace(/<[^<>]*>/, ''));
}

/** 481 for what belongs to a dialog or subscription we never had (RFC 3261 §12.2.2, §15.1.2; RFC 6665 §4.1.3), 405 for the rest. */
function usualStatus(request: SipRequest): number {
  if (hasTag(request) || ['BYE', 'NOTIFY'].includes(request.method)) return 481;
  return request.method === 'OPTIONS' ? 200 : 405;
}

const cookie = 'z9hG4bK';

/** RFC 3261 §17.2.3 without the method: branch and sent-by, or what an element of RFC 2543 draws anew for each request. */
function transactionKey(request: SipRequest, top: string): string {
  const via = readVia(top);
  const branch = via?.parameters.get('branch') ?? '';
  if (via && branch.startsWith(cookie) && branch.length > cookie.length)
    return `${branch}\n${via.host}\n${via.port ?? 5060}`;
  const parts = ['to', 'from', 'call-id', 'cseq'].map((name) => firstValue(request, name));
  return [request.uri, ...parts, top].join('\n');
}

function mergedKey(request: SipRequest): string {
  return ['from', 'call-id', 'cseq'].map((name) => firstValue(request, name)).join('\n');
}

const wantsRport = /;\s*rport\s*(?=;|$)/i;

/** Adds `received` and `rport` to the top Via and tells where the answer goes (RFC 3261 §18.2.1-2, RFC 3581 §4). A `maddr` is not
 *  followed: it would let a stranger aim our answers at others. */
function stampVia(top: string, from: Peer): { readonly via: string; readonly to: Peer } {
  const via = readVia(top);
  const isRequested = wantsRport.test(top);
  const received = via?.host === from.address.toLowerCase() && !isRequested ? '' : `;received=${from.address}`;
  if (isRequested) return { via: top.replace(wantsRport, `;rport=${from.port}${received}`), to: from };
  const port = via ? (via.port ?? 5060) : from.port;
  return { via: `${top}${received}`, to: { address: from.address, port: port === 0 ? from.port : port } };
}

/** Headers whose values may be joined by commas; commas in others belong to the value (RFC 3261 §7.3.1, §20). */
const lists = new Set([
  'accept',
  'allow',
  'allow-events',
  'contact',
  'path',
  'record-route',
  'require',
  'route',
  'supported',
  'via',
]);

class Received implements ReceivedSipRequest {
  readonly method: string;
  readonly uri: string;
  readonly body: Uint8Array;

  constructor(
    private readonly request: SipRequest,
    readonly flow: SipFlow,
  ) {
    ({ method: this.method, uri: this.uri, body: this.body } = request);
  }

  header(name: string): string | null {
    return firstValue(this.request, name.toLowerCase());
  }

  headers(name: string): readonly string[] {
    const values = fieldValues(this.request, name.toLowerCase());
    return lists.has(name.toLowerCase()) ? splitList(values) : values;
  }
}

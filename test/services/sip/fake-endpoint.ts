// A SIP port without sockets: a test says what comes in and how what goes out ends.
import { splitList } from '../../../electron/core/sip/sip-parameters';
import type { NotifyOutcome } from '../../../electron/services/resync/notify-sender';
import type {
  OutgoingSipRequest,
  SipAnswer,
  SipEndpoint,
  SipFlow,
  SipRequestHandler,
} from '../../../electron/services/sip/sip-endpoint';

export interface Incoming {
  readonly method: string;
  readonly uri?: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly flow?: Partial<SipFlow>;
}

export class FakeEndpoint implements SipEndpoint {
  readonly asked: OutgoingSipRequest[] = [];
  /** What becomes of a request of ours. */
  outcome: (request: OutgoingSipRequest) => NotifyOutcome = () => ({ kind: 'answered', status: 200, reason: 'OK' });
  private readonly handlers = new Set<SipRequestHandler>();
  private readonly listeners = new Set<(flow: string) => void>();

  onRequest(handler: SipRequestHandler): () => void {
    this.handlers.add(handler);
    return () => this.handlers.delete(handler);
  }

  onFlowClosed(listener: (flow: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async ask(request: OutgoingSipRequest): Promise<NotifyOutcome> {
    this.asked.push(request);
    return this.outcome(request);
  }

  /** Null: nobody takes it. */
  come({ method, uri = 'sip:pbx.example', headers, flow }: Incoming): SipAnswer | null {
    const address = flow?.address ?? '192.0.2.1';
    const port = flow?.port ?? 5060;
    const from: SipFlow = { name: `udp/${address}/${port}`, transport: 'udp', address, port, ...flow };
    for (const handler of this.handlers) {
      const answer = handler({
        method,
        uri,
        flow: from,
        body: new Uint8Array(),
        header: (name) => headers[name.toLowerCase()] ?? null,
        headers: (name) => {
          const value = headers[name.toLowerCase()];
          if (value === undefined) return [];
          return name.toLowerCase() === 'authorization' ? [value] : splitList([value]);
        },
      });
      if (!answer) continue;
      answer.sent?.();
      return answer;
    }
    return null;
  }

  closeFlow(flow: string): void {
    for (const listener of this.listeners) listener(flow);
  }
}

import type { NotifyOutcome } from '../resync/notify-sender';
import type { SipEndpoint, SipRequestHandler } from './sip-endpoint';

type FlowListener = (flow: string) => void;

/** Lets the SIP listener move to another port while services stay where they are. Without one nothing comes and nothing can be sent. */
export class SwitchableEndpoint implements SipEndpoint {
  private current: SipEndpoint | null = null;
  private readonly handlers = new Set<SipRequestHandler>();
  private readonly listeners = new Set<FlowListener>();
  private unhook: readonly (() => void)[] = [];

  use(endpoint: SipEndpoint): void {
    for (const undo of this.unhook) undo();
    this.current = endpoint;
    this.unhook = [
      endpoint.onRequest((request) => {
        for (const handler of this.handlers) {
          const answer = handler(request);
          if (answer) return answer;
        }
        return null;
      }),
      endpoint.onFlowClosed((flow) => {
        for (const listener of this.listeners) listener(flow);
      }),
    ];
  }

  /** Nothing comes or goes through it any more; another one that took its place stays. */
  leave(endpoint: SipEndpoint): void {
    if (this.current !== endpoint) return;
    for (const undo of this.unhook) undo();
    this.unhook = [];
    this.current = null;
  }

  onRequest(handler: SipRequestHandler): () => void {
    this.handlers.add(handler);
    return () => this.handlers.delete(handler);
  }

  onFlowClosed(listener: FlowListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  ask(...asked: Parameters<SipEndpoint['ask']>): Promise<NotifyOutcome> {
    if (this.current) return this.current.ask(...asked);
    return Promise.resolve({ kind: 'unreachable', detail: 'the SIP port of Cordboard is not open' });
  }
}

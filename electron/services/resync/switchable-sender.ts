import type { Cancellation, NotifyOutcome, NotifyProgress, NotifyRequest, NotifySender } from './notify-sender';

/** Lets the SIP listener move to another port while runs hold on to one sender. Without one, nothing can be sent. */
export class SwitchableSender implements Pick<NotifySender, 'send'> {
  private current: NotifySender | null = null;

  use(sender: NotifySender): void {
    this.current = sender;
  }

  /** Nothing is sent through it any more; another one that took its place stays. */
  leave(sender: NotifySender): void {
    if (this.current === sender) this.current = null;
  }

  send(request: NotifyRequest, progress: NotifyProgress, cancellation?: Cancellation): Promise<NotifyOutcome> {
    if (this.current) return this.current.send(request, progress, cancellation);
    return Promise.resolve({ kind: 'unreachable', detail: 'the SIP port of Cordboard is not open' });
  }
}

// sip.js behind one adapter (docs/decisions/0004, 0019): NOTIFYs to phones, each followed to its outcome.
import type { Result } from '../../core/shared/result';
import type {
  Cancellation,
  NotifyOutcome,
  NotifyProgress,
  NotifyRequest,
  NotifySender,
} from '../../services/resync/notify-sender';
import type { SipEndpoint } from '../../services/sip/sip-endpoint';
import { systemNames } from './name-service';
import { notifyRequest } from './notify-request';
import { SipPort, type SipPortOptions } from './sip-port';

export type SipNotifySenderOptions = Omit<SipPortOptions, 'names'> & Partial<Pick<SipPortOptions, 'names'>>;

export class SipNotifySender implements NotifySender {
  private readonly port: SipPort;

  constructor(options: SipNotifySenderOptions) {
    this.port = new SipPort({ names: systemNames, ...options });
  }

  /** For requests that come in, and for others than NOTIFY. */
  get endpoint(): SipEndpoint {
    return this.port;
  }

  /** Where TLS is listened for, null without. */
  get tlsPort(): number | null {
    return this.port.tlsPort;
  }

  start(): Promise<Result<{ readonly address: string; readonly port: number }>> {
    return this.port.start();
  }

  stop(): Promise<void> {
    return this.port.stop();
  }

  async send(request: NotifyRequest, progress: NotifyProgress, cancellation?: Cancellation): Promise<NotifyOutcome> {
    return this.port.ask(notifyRequest(request), progress, cancellation);
  }
}

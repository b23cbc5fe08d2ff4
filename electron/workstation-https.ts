// Brings the certificates of the served site to the HTTPS listeners, whenever one of the two is there first.
import { TlsCertificate } from './adapters/http-server/tls-certificate';
import type { FailedHandshake } from './adapters/http-server/tls-gate';
import { rootCertificatePath } from './core/provisioning/root-certificate-path';
import type { FirstAddresses } from './core/families/family';
import type { Clock } from './core/shared/clock';
import type { Problem } from './core/shared/problem';
import type { ListenerState } from './services/host';
import type { CertificateService } from './services/provisioning/certificate-service';
import { HandshakeBook } from './services/provisioning/handshake-book';
import type { WorkstationListeners } from './workstation-listeners';

export class WorkstationHttps {
  readonly tls: { readonly certificate: TlsCertificate; readonly onFailure: (failure: FailedHandshake) => void };
  readonly handshakes: HandshakeBook;
  private certificates: CertificateService | null = null;
  private hosting = false;

  constructor(
    private readonly net: () => WorkstationListeners,
    parts: { readonly clock: Clock; readonly failed: () => void },
    private readonly trouble: (error: unknown) => void,
  ) {
    this.handshakes = new HandshakeBook(parts.clock, parts.failed);
    this.tls = { certificate: new TlsCertificate(), onFailure: (failure) => this.handshakes.note(failure) };
  }

  /** The site is open. `hosting`: it is served by this process, so that its certificate is looked after. */
  async serve(certificates: CertificateService, hosting: boolean): Promise<void> {
    this.certificates = certificates;
    this.hosting = hosting;
    certificates.onChange(() => this.take());
    this.take();
    if (hosting) certificates.start(this.trouble);
    await this.prepare();
  }

  /** Where HTTPS is wanted there is a certificate then, which names every address phones are told, unless the site is not open. */
  async prepare(): Promise<void> {
    const { certificates } = this;
    if (!certificates || !this.hosting) return;
    try {
      if (this.net().state('https').state !== 'off') await certificates.ensure('Cordboard');
      await certificates.renew();
    } catch (error) {
      this.trouble(error);
    }
  }

  async stop(): Promise<void> {
    const { certificates } = this;
    this.certificates = null;
    await certificates?.stop();
  }

  toldFirst(): FirstAddresses {
    const baseUrl = this.net().firstBaseUrl();
    const isTold = this.net().toldBaseUrl().startsWith('https:') && this.certificates?.root();
    return { baseUrl, rootUrl: isTold ? baseUrl + rootCertificatePath : null };
  }

  /** A listener without a certificate is open, but answers nobody. `locked`: why the site is not open. */
  described(state: ListenerState, locked: Problem | null): ListenerState {
    const isWaiting = state.protocol === 'https' && state.state === 'up' && !this.tls.certificate.isThere;
    return isWaiting ? { ...state, problem: locked ?? noCertificate } : state;
  }

  private take(): void {
    const { certificates } = this;
    if (!certificates) return;
    this.net().tellProtocol(certificates.toldProtocol);
    if (certificates.inUse) this.tls.certificate.set(certificates.inUse);
  }
}

const noCertificate: Problem = {
  code: 'CERTIFICATE_MISSING',
  message: 'There is no certificate HTTPS could answer with.',
  remedy: 'Issue one on the Server page, under Certificates.',
};

// All lines of a phone at their registrars: registered after power-on, again after settings changed, taken back when the phone goes.
import { LineRegistration, type RegistrationParts } from './line-registration';
import { linesOf, type PhoneLine } from './phone-lines';
import type { Place } from './phone-transport';
import type { SipAnswer } from './sip-message';
import type { PhoneNews } from './virtual-phone-event';

type Surroundings = Omit<RegistrationParts, 'line' | 'registered' | 'refused' | 'userAgent' | 'contact'> & {
  readonly settings: ReadonlyMap<string, string>;
  /** Instead of the servers the phone holds. */
  readonly server: Place | null;
  readonly contact: () => Place;
  readonly userAgent: () => string;
  readonly tell: (news: PhoneNews) => void;
};

export class PhoneRegistrations {
  private lines: LineRegistration[] = [];
  /** Being taken back. */
  private readonly leaving = new Set<LineRegistration>();
  /** Per line, so that a server that is down is told once and not every ten seconds. */
  private readonly refusals = new Map<number, number | null>();

  constructor(private readonly around: Surroundings) {}

  /** Registers what the settings say now; lines that are no more are taken back. */
  refresh(): void {
    const wanted = linesOf(this.around.settings, this.around.server);
    const kept = new Map(this.lines.map((registration) => [JSON.stringify(registration.line), registration]));
    this.lines = wanted.map((line) => {
      const key = JSON.stringify(line);
      const registration = kept.get(key) ?? this.registrationOf(line);
      kept.delete(key);
      return registration;
    });
    for (const gone of kept.values()) void this.takeBack(gone);
    for (const registration of this.lines) registration.register();
  }

  heard(answer: SipAnswer): void {
    [...this.lines, ...this.leaving].some((line) => line.heard(answer));
  }

  async unregister(): Promise<void> {
    await Promise.all(this.lines.map((line) => this.takeBack(line)));
    this.lines = [];
  }

  powerOff(): void {
    for (const line of [...this.lines, ...this.leaving]) line.drop();
    this.lines = [];
    this.refusals.clear();
  }

  private async takeBack(line: LineRegistration): Promise<void> {
    this.leaving.add(line);
    await line.unregister();
    this.leaving.delete(line);
  }

  private registrationOf(line: PhoneLine): LineRegistration {
    const { contact, userAgent, tell, ...parts } = this.around;
    const about = { line: line.line, user: line.user, server: `${line.server.address}:${line.server.port}` };
    return new LineRegistration({
      ...parts,
      line,
      contact: contact(),
      userAgent: userAgent(),
      registered: (expires) => {
        this.refusals.delete(line.line);
        tell({ event: 'registered', ...about, expires });
      },
      refused: (status) => {
        if (this.refusals.get(line.line) === status) return;
        this.refusals.set(line.line, status);
        tell({ event: 'not-registered', ...about, status });
      },
    });
  }
}

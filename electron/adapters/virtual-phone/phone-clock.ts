// The time of day inside the phone: nothing sets it but a time server's answer (or somebody, by option), and power-off loses it.
import type { Clock } from '../../core/shared/clock';
import type { PhoneTransport, TimeTold } from './phone-transport';

/** Sample files (guide §6); no page gives them. */
const querySecondsWhenUnset = 43_200;
const repeatSecondsWhenUnset = 60;

interface PhoneClockParts {
  clock: Clock;
  transport: PhoneTransport;
  settings: ReadonlyMap<string, string>;
  /** `given`: set from the start; `never`: even a time server's answer is lost on it. */
  set: 'by-time-server' | 'given' | 'never';
  address: string;
  /** It was set, or corrected. */
  changed: () => void;
}

export class PhoneClock {
  /** Its time is that of the surroundings plus this; null while it is not set. */
  private aheadMs: number | null = null;
  private cancel = (): void => undefined;
  /** Counts what makes an answer on its way come too late. */
  private asking = 0;
  private askedServer = '';

  constructor(private readonly parts: PhoneClockParts) {}

  /** Null while the clock is not set. */
  get correctionMs(): number | null {
    return this.aheadMs;
  }

  powerOn(): void {
    this.powerOff();
    if (this.parts.set === 'given') this.aheadMs = 0;
    this.settingsChanged();
  }

  powerOff(): void {
    this.cancel();
    this.asking += 1;
    this.askedServer = '';
    this.aheadMs = null;
  }

  /** Asks at once when there is another server than before. */
  settingsChanged(): void {
    const server = this.parts.settings.get('NTP_ADDR') ?? '';
    if (server === this.askedServer || this.parts.set === 'never') return;
    this.askedServer = server;
    this.cancel();
    this.ask();
  }

  private ask(): void {
    if (this.askedServer === '') return;
    const round = ++this.asking;
    const askedMs = this.parts.clock.now();
    const told = this.parts.transport.askTime(this.askedServer, this.parts.address);
    if (told instanceof Promise) void told.then((later) => this.heard(round, askedMs, later));
    else this.heard(round, askedMs, told);
  }

  /** The offset of RFC 4330 §5: ((T2 - T1) + (T3 - T4)) / 2. */
  private heard(round: number, askedMs: number, told: TimeTold | null): void {
    if (round !== this.asking) return;
    const { clock, changed } = this.parts;
    if (told) {
      this.aheadMs = Math.round((told.receivedMs - askedMs + told.sentMs - clock.now()) / 2);
      changed();
    }
    const seconds = told
      ? this.seconds('TIME_QUERY_INTVL', querySecondsWhenUnset)
      : this.seconds('TIME_SYNC_INTVL', repeatSecondsWhenUnset);
    this.cancel = clock.after(seconds * 1_000, () => this.ask());
  }

  private seconds(name: string, whenUnset: number): number {
    const text = this.parts.settings.get(name) ?? '';
    return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : whenUnset;
  }
}

// One line at its registrar (RFC 3261 §10.2): registered, renewed, taken back; a REGISTER is repeated as UDP wants it (§17.1.2).
import type { Clock } from '../../core/shared/clock';
import { chooseChallenge, digestAnswer, type AnswerableChallenge } from './digest-answer';
import type { PhoneLine } from './phone-lines';
import type { PhoneTransport, Place } from './phone-transport';
import { headerOf, type SipAnswer } from './sip-message';

/** T1, T2 and Timer F. */
const firstRepeatMs = 500;
const longestRepeatMs = 4_000;
const patienceMs = 32_000;
const leastWaitMs = 300;
/** Nobody waits longer than that for a phone that goes. */
const farewellMs = 1_000;

export interface RegistrationParts {
  readonly line: PhoneLine;
  /** Where the phone is reached. */
  readonly contact: Place;
  readonly userAgent: string;
  readonly clock: Clock;
  readonly transport: PhoneTransport;
  readonly send: (text: string, to: Place) => void;
  readonly newHex: () => string;
  /** It holds for so many seconds. */
  readonly registered: (expires: number) => void;
  /** Null: nobody answered. */
  readonly refused: (status: number | null) => void;
}

/** A REGISTER on its way. */
interface Sent {
  readonly branch: string;
  readonly expires: number;
  readonly withCredentials: boolean;
  cancelRepeat: () => void;
  readonly cancelPatience: () => void;
}

export class LineRegistration {
  private readonly callId: string;
  private readonly fromTag: string;
  private cseq = 0;
  private sent: Sent | null = null;
  private holds = false;
  private wantedSeconds: number;
  private nonce = { challenge: null as AnswerableChallenge | null, header: '', count: 0 };
  private cancelNext = (): void => undefined;
  private farewell: (() => void) | null = null;

  constructor(private readonly parts: RegistrationParts) {
    this.callId = `${parts.newHex()}${parts.newHex()}`;
    this.fromTag = parts.newHex();
    this.wantedSeconds = parts.line.expiresSeconds;
  }

  get line(): PhoneLine {
    return this.parts.line;
  }

  /** Now, and from then on whenever it has to be. */
  register(): void {
    this.cancelNext();
    this.ask(this.wantedSeconds);
  }

  /** Takes the registration back, and resolves when that was answered or nobody answers. */
  async unregister(): Promise<void> {
    const held = this.holds;
    this.drop();
    if (!held) return;
    const { transport } = this.parts;
    await new Promise<void>((resolve) => {
      const cancel = transport.after(farewellMs, resolve);
      this.farewell = () => {
        cancel();
        resolve();
      };
      this.ask(0);
      if (transport.answersAtOnce) this.farewell();
    });
    this.drop();
  }

  /** The power is off: nobody is told. */
  drop(): void {
    this.cancelNext();
    this.settle();
    this.holds = false;
    this.farewell = null;
  }

  /** Whether the answer was one to this line. */
  heard(answer: SipAnswer): boolean {
    const { sent } = this;
    const branch = /;\s*branch=([^;,\s]+)/i.exec(headerOf(answer, 'via') ?? '')?.[1];
    if (!sent || branch !== sent.branch) return false;
    if (answer.status < 200) return true;
    this.settle();
    if (answer.status < 300) this.accepted(answer, sent.expires);
    else if (answer.status === 401 || answer.status === 407) this.challenged(answer, sent);
    else if (answer.status === 423) this.tooBrief(answer);
    else this.failed(answer.status);
    return true;
  }

  private accepted(answer: SipAnswer, asked: number): void {
    if (asked === 0) return this.farewell?.();
    const expires = this.grantedSeconds(answer) ?? asked;
    this.holds = true;
    this.registerIn(Math.max(1, (expires * this.parts.line.renewPercent) / 100));
    this.parts.registered(expires);
  }

  /** RFC 3261 §10.3: our own contact tells, else the whole answer. */
  private grantedSeconds(answer: SipAnswer): number | null {
    const { address, port } = this.parts.contact;
    const contacts = answer.headers.filter(([name]) => name === 'contact').flatMap(([, value]) => value.split(','));
    const own = contacts.find((contact) => contact.includes(`@${address}:${port}`));
    const seconds = /;\s*expires=(\d+)/i.exec(own ?? '')?.[1] ?? headerOf(answer, 'expires');
    return seconds === null || !/^\d+$/.test(seconds) ? null : Number(seconds);
  }

  private challenged(answer: SipAnswer, sent: Sent): void {
    const header = answer.status === 401 ? 'www-authenticate' : 'proxy-authenticate';
    const challenge = chooseChallenge(answer.headers.filter(([name]) => name === header).map(([, value]) => value));
    // A nonce that was good before may be used up; one just given is not, so what was answered to it was wrong.
    const usedUp = this.nonce.count > 1 && this.nonce.challenge?.nonce !== challenge?.nonce;
    if (!challenge || (sent.withCredentials && !usedUp)) {
      this.nonce = { challenge: null, header: '', count: 0 };
      return this.failed(answer.status);
    }
    this.nonce = { challenge, header: answer.status === 401 ? 'Authorization' : 'Proxy-Authorization', count: 0 };
    this.ask(sent.expires);
  }

  private tooBrief(answer: SipAnswer): void {
    const least = Number(headerOf(answer, 'min-expires') ?? 0);
    if (!(least > this.wantedSeconds)) return this.failed(answer.status);
    this.wantedSeconds = least;
    this.ask(least);
  }

  private failed(status: number | null): void {
    if (this.farewell) return this.farewell();
    this.holds = false;
    this.registerIn(this.parts.line.repeatSeconds);
    this.parts.refused(status);
  }

  /** By the phone's clock, and not sooner than the wire bears, however fast that clock goes. */
  private registerIn(seconds: number): void {
    let waitsFor = 2;
    const over = (): void => {
      waitsFor -= 1;
      if (waitsFor === 0) this.register();
    };
    const { clock, transport } = this.parts;
    const cancels = [clock.after(seconds * 1_000, over), transport.after(leastWaitMs, over)];
    this.cancelNext = () => cancels.forEach((cancel) => cancel());
  }

  private ask(expires: number): void {
    this.settle();
    const { line, transport, newHex } = this.parts;
    const branch = `z9hG4bK${newHex()}${newHex()}`;
    const text = this.write(branch, expires);
    const sent: Sent = {
      branch,
      expires,
      withCredentials: this.nonce.challenge !== null,
      cancelRepeat: () => undefined,
      cancelPatience: transport.after(patienceMs, () => {
        this.settle();
        this.failed(null);
      }),
    };
    this.sent = sent;
    const repeatAfter = (delayMs: number): void => {
      sent.cancelRepeat = transport.after(delayMs, () => {
        repeatAfter(Math.min(2 * delayMs, longestRepeatMs));
        this.parts.send(text, line.server);
      });
    };
    repeatAfter(firstRepeatMs);
    this.parts.send(text, line.server);
  }

  private settle(): void {
    this.sent?.cancelRepeat();
    this.sent?.cancelPatience();
    this.sent = null;
  }

  private write(branch: string, expires: number): string {
    const { line, contact, userAgent } = this.parts;
    const here = `${contact.address}:${contact.port}`;
    const uri = `sip:${line.domain}`;
    const self = `<sip:${line.user}@${line.domain}>`;
    this.cseq += 1;
    return [
      `REGISTER ${uri} SIP/2.0`,
      `Via: SIP/2.0/UDP ${here};branch=${branch};rport`,
      'Max-Forwards: 70',
      `From: ${self};tag=${this.fromTag}`,
      `To: ${self}`,
      `Call-ID: ${this.callId}`,
      `CSeq: ${this.cseq} REGISTER`,
      `Contact: <sip:${line.user}@${here}>`,
      `Expires: ${expires}`,
      ...this.credentials(uri),
      'Allow: NOTIFY, OPTIONS',
      `User-Agent: ${userAgent}`,
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n');
  }

  private credentials(uri: string): string[] {
    const { challenge, header } = this.nonce;
    if (!challenge) return [];
    this.nonce.count += 1;
    const { authId: user, password } = this.parts.line;
    const use = { cnonce: this.parts.newHex(), count: this.nonce.count };
    return [`${header}: ${digestAnswer(challenge, { user, password }, { method: 'REGISTER', uri }, use)}`];
  }
}

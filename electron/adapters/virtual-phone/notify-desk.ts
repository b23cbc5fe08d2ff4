// How the phone answers SIP requests, and which of them make it ask for its files (guide §3.1).
import { digestChallenge, type DigestChallenge } from './digest-challenge';
import { headerOf, type SipAnswer, type SipRequest } from './sip-message';
import type { PhoneNews } from './virtual-phone-event';
import type { VirtualPhoneFaults } from './virtual-phone-options';

const defaultEventText = 'check-sync';

interface NotifyDeskParts {
  readonly settings: ReadonlyMap<string, string>;
  /** May be changed while the phone runs. */
  readonly faults: () => VirtualPhoneFaults;
  readonly userAgent: () => string;
  readonly newHex: () => string;
  readonly tell: (news: PhoneNews) => void;
  readonly resync: () => void;
}

export class NotifyDesk {
  private readonly challenge: DigestChallenge | null;
  private notifiesToLose: number;

  constructor(private readonly parts: NotifyDeskParts) {
    const { challenge, loseNotifies = 0 } = parts.faults();
    this.challenge = challenge ? digestChallenge(challenge, () => parts.newHex() + parts.newHex()) : null;
    this.notifiesToLose = loseNotifies;
  }

  answer(request: SipRequest): SipAnswer | 'silence' | 'lost' {
    const agent = ['User-Agent', this.parts.userAgent()] as const;
    const allow = ['Allow', 'NOTIFY, OPTIONS'] as const;
    if (request.method === 'OPTIONS') return { status: 200, headers: [allow, agent] };
    if (request.method !== 'NOTIFY') return { status: 405, headers: [allow, agent] };
    if (this.notifiesToLose > 0) {
      this.notifiesToLose -= 1;
      return 'lost';
    }
    const faults = this.parts.faults();
    const eventText = headerOf(request, 'event');
    const expected = this.eventText;
    const matches = eventText === expected && expected !== '';
    const challenged = this.challenge?.isAnsweredBy(headerOf(request, 'authorization'), 'NOTIFY') === false;
    const status = faults.answerNotify ?? (challenged ? 401 : matches ? 200 : 489);
    this.parts.tell({ event: 'notify', eventText, status: status === 'silence' ? null : status });
    if (status === 'silence') return 'silence';
    if (status < 300 && matches && !faults.ignoreAfterAnswer) this.parts.resync();
    if (status === 401 && this.challenge) {
      return { status, headers: [['WWW-Authenticate', this.challenge.challenge()], agent] };
    }
    // RFC 6665 §8.2.1: 489 tells which events are understood.
    return { status, headers: status === 489 ? [['Allow-Events', expected], agent] : [agent] };
  }

  /** The whole header value is compared, parameters included: the guide leaves open whether the bare token would do (§3.1), and a server
   *  that sends exactly what is configured is right either way. Set to nothing, no event fits (UTG-46). */
  private get eventText(): string {
    return this.parts.settings.get('CFG_RESYNC_FROM_SIP') ?? defaultEventText;
  }
}

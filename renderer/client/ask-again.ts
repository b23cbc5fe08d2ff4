import type { QueryClient } from '@tanstack/react-query';
import type { CallName, Topic } from '../../electron/contract/contract';
import { callTopics } from './call-topics';

/** Answers that grow with the number of phones or that search the ledger: while news come four times a second, once a
 *  second is enough. */
const bigAnswers: readonly CallName[] = [
  'phones.list',
  'resync.show',
  'configs.preview',
  'configs.reach',
  'configs.files',
  'requests.search',
  'requests.summary',
  'ledger.show',
  'guard.show',
  'certificates.list',
  'addresses.show',
  'phones.timeline',
  'absence.review',
  'timing.settings',
  'sip.peers',
  'sip.trace',
];
const bigEveryMs = 1000;

/** Plans of every phone: what they say of the hours to come does not hang on the second. */
const plannedAnswers: readonly CallName[] = ['checks.timeline', 'checks.who', 'checks.sources', 'stagger.plan'];
const plannedEveryMs = 5000;

/** Asks again what may have changed: small answers at once, big ones at most once a second, plans at most every five, and never too few times. */
export class AskAgain {
  private readonly askedAt = new Map<CallName, number>();
  private readonly timers = new Map<CallName, ReturnType<typeof setTimeout>>();

  constructor(private readonly queries: QueryClient) {}

  changed(topics: readonly Topic[]): void {
    const touched = (name: CallName): boolean => callTopics[name]?.some((topic) => topics.includes(topic)) ?? false;
    const seldom = [...bigAnswers, ...plannedAnswers];
    void this.queries.invalidateQueries({
      predicate: ({ queryKey: [name] }) => !seldom.includes(name as CallName) && touched(name as CallName),
    });
    for (const name of bigAnswers) if (touched(name)) this.askBig(name, bigEveryMs);
    for (const name of plannedAnswers) if (touched(name)) this.askBig(name, plannedEveryMs);
  }

  stop(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  private askBig(name: CallName, everyMs: number): void {
    if (this.timers.has(name)) return;
    const waitMs = (this.askedAt.get(name) ?? -Infinity) + everyMs - performance.now();
    if (waitMs <= 0) return this.askNow(name);
    this.timers.set(
      name,
      setTimeout(() => {
        this.timers.delete(name);
        this.askNow(name);
      }, waitMs),
    );
  }

  private askNow(name: CallName): void {
    this.askedAt.set(name, performance.now());
    void this.queries.invalidateQueries({ queryKey: [name] });
  }
}

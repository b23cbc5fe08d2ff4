// What the engine says a phone does in a story: it predicts from what the phone holds, and whatever the phone takes counts from then on.
import catalogue from '../../resources/families/panasonic/catalogue.json';
import { catalogueRows } from '../../electron/core/families/panasonic/catalogue';
import { createPanasonicFamily } from '../../electron/core/families/panasonic/panasonic-family';
import type { DownloadTiming } from '../../electron/core/timing/download-timing';
import { localClock } from '../../electron/core/timing/local-clock';
import type { PhoneCircumstances, PlannedCheck } from '../../electron/core/timing/phone-circumstances';
import { checksIn } from '../../electron/core/timing/plan-checks';
import { isInSpans, joinSpans, type TimeSpan } from '../../electron/core/timing/time-spans';
import type { TimingAssumptions } from '../../electron/core/timing/timing-assumptions';
import type { PhoneStory } from './phone-story';

const family = createPanasonicFamily(catalogueRows(catalogue));

export interface SeenCheck {
  readonly atMs: number;
  readonly trigger: 'power-on' | 'cyclic' | 'fixed-time' | 'retry' | 'notify';
  readonly outcome: 'reached' | 'unreachable';
}

/** The engine, or one with a planted bug. */
export interface Engine {
  readonly checksIn: (
    timing: DownloadTiming,
    phone: PhoneCircumstances,
    span: TimeSpan,
    assumptions: TimingAssumptions,
  ) => Iterable<PlannedCheck>;
  readonly circumstances: (phone: PhoneCircumstances) => PhoneCircumstances;
}

export const engineItself: Engine = { checksIn, circumstances: (phone) => phone };

export function predictStory(story: PhoneStory, engine: Engine = engineItself): SeenCheck[] {
  const checks: SeenCheck[] = [];
  let held: ReadonlyMap<string, string> = new Map(Object.entries(story.overrides));
  let byHand = { ...story.overrides };
  const starts = [{ atMs: story.span.from, byHand: {} as PhoneStory['overrides'] }, ...story.powerCycles];
  for (const [index, start] of starts.entries()) {
    byHand = { ...byHand, ...start.byHand };
    held = new Map([...held, ...Object.entries(byHand)]);
    const until = starts[index + 1]?.atMs ?? story.span.to;
    held = livesOn(story, { from: start.atMs, to: until }, held, byHand, engine, checks);
  }
  return checks;
}

/** From one power-on to the next; returns what it holds then. */
function livesOn(
  story: PhoneStory,
  power: PhoneStory['span'],
  heldAtStart: ReadonlyMap<string, string>,
  byHand: Readonly<Record<string, string>>,
  engine: Engine,
  checks: SeenCheck[],
): ReadonlyMap<string, string> {
  const { assumptions, unreachable, refused } = story;
  const failing = joinSpans([...unreachable, ...refused]);
  const notifies = story.notifies.filter((at) => at >= power.from && at < power.to);
  const downloads: number[] = [];
  let held = heldAtStart;
  let now = power.from;
  let powerOnSeen = false;

  const takes = (atMs: number): boolean => {
    downloads.push(atMs);
    const file = story.files.findLast((one) => one.atMs <= atMs)?.settings ?? {};
    const before = JSON.stringify([...held]);
    held = new Map([...held, ...Object.entries(file), ...Object.entries(byHand)]);
    return JSON.stringify([...held]) !== before;
  };

  /** Until the phone takes other settings, is told to ask, or is switched off; true while it goes on. */
  const goOn = (): boolean => {
    const timing = family.downloadTiming(held, assumptions);
    const model = story.clock === 'never' ? { clockSet: false } : story.clock === 'given' ? { clockSet: true } : null;
    const dead = story.clock === 'dead-server' ? { clockSet: false } : null;
    const clock = localClock(
      family.clockHeld(held, story.model, assumptions),
      { siteZone: story.place, learnt: null, atMs: now, ...model, ...dead },
      assumptions,
    );
    const phone: PhoneCircumstances = {
      startedAt: power.from,
      start: 'power-on',
      zone: clock.zone,
      clockSet: clock.clockSet,
      unreachable,
      refused,
      otherDownloads: downloads,
    };
    const notify = notifies[0];
    const to = notify ?? power.to;
    for (const check of engine.checksIn(timing, engine.circumstances(phone), { from: now, to }, assumptions)) {
      if (check.trigger === 'power-on') {
        if (powerOnSeen) continue;
        powerOnSeen = true;
      }
      checks.push({ atMs: check.at, trigger: check.trigger, outcome: check.outcome });
      if (isInSpans(failing, check.at) || !takes(check.at)) continue;
      // A fixed time that has come is over; whatever else the new settings want in this moment still comes.
      now = check.trigger === 'fixed-time' ? check.at + 1 : check.at;
      return true;
    }
    if (notify === undefined) return false;
    notifies.shift();
    now = notify;
    if (!timing.enabled) return true;
    checks.push({ atMs: notify, trigger: 'notify', outcome: 'reached' });
    takes(notify);
    return true;
  };
  while (goOn());
  return held;
}

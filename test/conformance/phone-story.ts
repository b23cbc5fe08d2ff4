// What happens to a phone over days, drawn from a seed: its settings, its zone, its clock, and everything that comes between.
import { usualChoices, type TimingChoices } from '../../electron/adapters/virtual-phone/timing-choices';
import type { TimeSpan } from '../../electron/core/timing/time-spans';
import { timingAssumptions, type TimingAssumptions } from '../../electron/core/timing/timing-assumptions';
import { phoneZones, zoneForms, zoneSettings } from './phone-zones';
import { clockNights } from './wall-clock';

export const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;

/** All instants are epoch milliseconds. */
export interface PhoneStory {
  readonly model: string;
  /** IANA name of where it stands. */
  readonly place: string;
  readonly span: TimeSpan;
  /** `by-time-server`, where one is held and answers; `dead-server`: one is held that does not. */
  readonly clock: 'by-time-server' | 'dead-server' | 'given' | 'never';
  /** What its own file holds from when on; the first from the start. */
  readonly files: readonly { readonly atMs: number; readonly settings: Readonly<Record<string, string>> }[];
  /** Made by hand before it was first powered on. */
  readonly overrides: Readonly<Record<string, string>>;
  readonly unreachable: readonly TimeSpan[];
  readonly refused: readonly TimeSpan[];
  /** With a setting somebody changed by hand just before; the first power-on is not among them. */
  readonly powerCycles: readonly { readonly atMs: number; readonly byHand: Readonly<Record<string, string>> }[];
  readonly notifies: readonly number[];
  /** How both sides read what the guide leaves open. */
  readonly choices: TimingChoices;
  readonly assumptions: TimingAssumptions;
}

export type Random = () => number;

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Dice {
  constructor(readonly random: Random) {}

  chance(share: number): boolean {
    return this.random() < share;
  }

  whole(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1));
  }

  one<T>(...choices: readonly T[]): T {
    return choices[this.whole(0, choices.length - 1)] as T;
  }
}

const nights = new Map(phoneZones.map(({ place }) => [place, clockNights(place)]));

/** The span holds one of the two nights in which the zone's clock is moved. */
export function drawStory(random: Random, days: number): PhoneStory {
  const dice = new Dice(random);
  const zone = dice.one(...phoneZones);
  const night = dice.one(...(nights.get(zone.place) ?? []));
  const from = night.atMs - dice.whole(1, (days - 2) * 1_440) * minuteMs - (dice.chance(0.3) ? 23_000 : 0);
  const span = { from, to: from + days * dayMs };
  const model = dice.one('KX-UT670', 'KX-UT123', 'KX-UT136', 'KX-HDV130', 'KX-HDV330', 'KX-TGP600');
  const clock = dice.one('by-time-server', 'by-time-server', 'by-time-server', 'dead-server', 'given', 'never');
  const standing = {
    ...zoneSettings(zone, model === 'KX-UT670' ? 'none' : dice.one(...zoneForms)),
    ...(clock === 'by-time-server' && { NTP_ADDR: 'time.lab' }),
    ...(clock === 'dead-server' && { NTP_ADDR: 'dead.lab', TIME_SYNC_INTVL: '21600' }),
  };
  const timing = (): Record<string, string> => drawTiming(dice, night.oddTime);
  const files = [{ atMs: from, settings: { ...standing, ...timing() } }];
  while (dice.chance(0.4)) files.push({ atMs: drawMoment(dice, span), settings: { ...standing, ...timing() } });
  const unreachable = drawSpans(dice, span, days);
  const refused = dice.chance(0.5) ? drawSpans(dice, span, days) : [];
  const failing = [...unreachable, ...refused];
  // Who is not there sends nothing; and what a failed resync leaves behind the engine is not told (decision 0020).
  const notifies = drawMoments(dice, span, dice.whole(0, days / 2)).filter(
    (atMs) => !failing.some(({ from: begin, to }) => begin <= atMs && atMs < to),
  );
  const handMade = model.startsWith('KX-UT');
  const powerCycles = drawMoments(dice, span, dice.whole(0, 3))
    .filter((atMs) => !notifies.includes(atMs))
    .map((atMs) => ({ atMs, byHand: handMade && dice.chance(0.2) ? drawByHand(dice, night.oddTime) : {} }));
  return {
    model,
    place: zone.place,
    span,
    clock,
    files: files.toSorted((a, b) => a.atMs - b.atMs),
    overrides: handMade && dice.chance(0.15) ? drawByHand(dice, night.oddTime) : {},
    unreachable,
    refused,
    powerCycles,
    notifies,
    ...drawReadings(dice),
  };
}

function drawTiming(dice: Dice, oddTime: string): Record<string, string> {
  const settings: Record<string, string> = {};
  const fixed = dice.one(
    oddTime,
    oddTime,
    '02:00',
    '00:00',
    '23:59',
    '12:00',
    '',
    '',
    '',
    null,
    '24:00',
    '2:00',
    '02:60',
  );
  if (fixed !== null) settings['CFG_RESYNC_TIME'] = fixed;
  settings['CFG_CYCLIC'] = dice.one('Y', 'Y', 'N', 'y', '');
  const cyclic = dice.one('30', '45', '60', '90', '240', '600', '1440', '1441', '10080', '40321', '0', 'often', null);
  if (cyclic !== null) settings['CFG_CYCLIC_INTVL'] = cyclic;
  const retry = dice.one('1', '5', '7', '30', '60', '1440', '0', '40321', 'soon', null, null);
  if (retry !== null) settings['CFG_RTRY_INTVL'] = retry;
  if (dice.chance(0.03)) settings['PROVISION_ENABLE'] = dice.one('N', 'Y', '');
  return settings;
}

function drawByHand(dice: Dice, oddTime: string): Record<string, string> {
  return dice.one<Record<string, string>>(
    { CFG_RESYNC_TIME: dice.one(oddTime, '03:15', '') },
    { CFG_RTRY_INTVL: dice.one('11', '45') },
    { CFG_CYCLIC: dice.one('Y', 'N'), CFG_CYCLIC_INTVL: dice.one('75', '720') },
  );
}

/** Whole minutes of the span's own beat, so that some meet checks to the millisecond; or of the clock's. */
function drawMoment(dice: Dice, { from, to }: TimeSpan): number {
  const minutes = dice.whole(1, Math.floor((to - from) / minuteMs) - 1);
  const moment = from + (dice.chance(0.3) ? Math.max(30, Math.round(minutes / 30) * 30) : minutes) * minuteMs;
  return dice.chance(0.5) ? Math.max(from + minuteMs, Math.floor(moment / minuteMs) * minuteMs) : moment;
}

function drawMoments(dice: Dice, span: TimeSpan, count: number): number[] {
  return [...new Set(Array.from({ length: count }, () => drawMoment(dice, span)))].sort((a, b) => a - b);
}

function drawSpans(dice: Dice, span: TimeSpan, days: number): TimeSpan[] {
  return Array.from({ length: dice.whole(0, Math.ceil(days / 5)) }, () => {
    const from = dice.chance(0.15) ? span.from : drawMoment(dice, span);
    return { from, to: Math.min(span.to, from + dice.one(7, 30, 120, 600, 1_500) * minuteMs) };
  });
}

function drawReadings(dice: Dice): Pick<PhoneStory, 'choices' | 'assumptions'> {
  if (dice.chance(0.6)) return { choices: usualChoices, assumptions: timingAssumptions };
  const [lastDownload, firstFailure, asShown, both, noDaylight] = Array.from({ length: 5 }, () => dice.chance(0.4));
  return {
    choices: {
      ...usualChoices,
      cyclicCountsFrom: lastDownload ? 'last-good-run' : 'start-up',
      retryCountsFrom: firstFailure ? 'first-failure' : 'last-failure',
      fixedTimeOnMovedClock: asShown ? 'as-shown' : 'once-a-day',
      fixedTimeAtPowerOn: both ? 'both' : 'power-on-alone',
      daylightWhenNotHeld: noDaylight ? 'off' : 'as-where-it-stands',
    },
    assumptions: {
      ...timingAssumptions,
      cyclicCountsFrom: lastDownload ? 'last-download' : 'start-up',
      retryCountsFrom: firstFailure ? 'first-failure' : 'last-attempt',
      fixedTimeOnDstNight: asShown ? 'as-the-clock-shows' : 'once-a-day',
      powerOnAtFixedTime: both ? 'both' : 'power-on-alone',
      dstWhenNotHeld: noDaylight ? 'off' : 'as-site',
    },
  };
}

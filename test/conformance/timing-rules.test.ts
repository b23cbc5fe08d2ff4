// The timing engine on files, against the guides: every sentence over every combination of settings, in both nights in which clocks
// are moved, in twelve zones.
import { expect, test } from 'vitest';
import catalogue from '../../resources/families/panasonic/catalogue.json';
import { catalogueRows } from '../../electron/core/families/panasonic/catalogue';
import { createPanasonicFamily } from '../../electron/core/families/panasonic/panasonic-family';
import { planFileChecks } from '../../electron/core/timing/plan-file-checks';
import { sentences, type SeenCheck, type Situation, type WallMinute } from './guide-sentences';
import { clockNights, wallMinutes, type ClockNight } from './wall-clock';

const family = createPanasonicFamily(catalogueRows(catalogue));
const minuteMs = 60_000;
const zones = [
  'Europe/Berlin',
  'Europe/London',
  'Europe/Dublin',
  'America/New_York',
  'America/St_Johns',
  'America/Havana',
  'America/Santiago',
  'Asia/Beirut',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
];
/** A day before the night, and a day behind it. */
const spanMinutes = 2 * 1440 + 600;
const cyclicIntervals = [1, 7, 60, 1440, 10_080, 40_320];
const retryIntervals = [1, 30, 1440];

const nights = zones.flatMap(clockNights);

/** Over the night, from before a cyclic check is due to long after the fixed times. */
const away = { from: 900, to: 2100 };

function* situations({ oddTime }: ClockNight, wall: readonly WallMinute[]): Generator<Situation> {
  for (const fixedTime of [oddTime, '00:00', '02:00', '', '24:00', '2:00'])
    for (const cyclic of ['Y', 'N'] as const)
      for (const cyclicMinutes of cyclic === 'Y' ? cyclicIntervals : [1])
        for (const retryMinutes of retryIntervals)
          for (const clockSet of [true, false])
            for (const gone of [away, null])
              yield { fixedTime, cyclic, cyclicMinutes, retryMinutes, clockSet, wall, away: gone };
}

const files = new Map<string, Uint8Array>();

function fileOf({ fixedTime, cyclic, cyclicMinutes, retryMinutes }: Situation): Uint8Array {
  const text = [
    '# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!',
    `CFG_RESYNC_TIME="${fixedTime}"`,
    `CFG_CYCLIC="${cyclic}"`,
    `CFG_CYCLIC_INTVL="${cyclicMinutes}"`,
    `CFG_RTRY_INTVL="${retryMinutes}"`,
    '',
    '',
  ].join('\r\n');
  const bytes = files.get(text) ?? new TextEncoder().encode(text);
  files.set(text, bytes);
  return bytes;
}

function planned(situation: Situation, timeZone: string, bootedAt: number, fromMinute = 0): SeenCheck[] {
  const at = (minute: number): number => bootedAt + minute * minuteMs;
  const gone = situation.away;
  const { checks, notes } = planFileChecks(
    family,
    {
      bytes: fileOf(situation),
      model: null,
      timeZone,
      bootedAt,
      clockSet: situation.clockSet,
      unreachable: gone ? [{ from: at(gone.from), to: at(gone.to) }] : [],
    },
    { from: at(fromMinute), to: at(situation.wall.length) },
  );
  if (notes.length === 0) throw new Error('no notes');
  return checks.map(({ at: instant, trigger, outcome }) => ({
    minute: (instant - bootedAt) / minuteMs,
    trigger,
    outcome,
  }));
}

/** `later` is all of `checks` from a minute on. */
function endsWith(checks: readonly SeenCheck[], later: readonly SeenCheck[], fromMinute: number): boolean {
  const before = checks.length - later.length;
  if ((checks[before - 1]?.minute ?? -1) >= fromMinute) return false;
  return later.every((check, index) => {
    const whole = checks[before + index];
    return whole?.minute === check.minute && whole.trigger === check.trigger && whole.outcome === check.outcome;
  });
}

function where({ timeZone, forward }: ClockNight, { wall: _wall, ...settings }: Situation): string {
  return `${timeZone} ${forward ? 'forward' : 'back'} ${JSON.stringify(settings)}`;
}

test('twelve zones give twenty-four nights', () => {
  expect(nights.map(({ forward }) => forward).filter(Boolean)).toHaveLength(12);
  expect(nights).toHaveLength(24);
});

/** Sentence → what was wrong, and where. */
const broken = new Map<string, string[]>(sentences.map(({ quote }) => [quote, []]));
const leaps: string[] = [];
let counted = 0;

test('every combination of settings is planned in every night', { timeout: 120_000 }, () => {
  for (const night of nights) {
    // Noon or so of the day before, on a whole minute, and never an hour that either clock could show twice.
    const bootedAt = night.atMs - 1440 * minuteMs - 300 * minuteMs;
    const wall = wallMinutes(night.timeZone, bootedAt, spanMinutes);
    for (const situation of situations(night, wall)) {
      counted++;
      const checks = planned(situation, night.timeZone, bootedAt);
      for (const sentence of sentences) {
        const wrong = sentence.broken(situation, checks);
        if (wrong !== null) broken.get(sentence.quote)?.push(`${where(night, situation)}: ${wrong}`);
      }
      // A part of them is enough here; plan-checks.test.ts draws more.
      if (counted % 5 > 0) continue;
      const later = planned(situation, night.timeZone, bootedAt, 1500);
      if (!endsWith(checks, later, 1500)) leaps.push(where(night, situation));
    }
  }
  expect(counted).toBe(24 * 6 * 7 * 3 * 2 * 2);
});

test.each(sentences.map(({ section, quote }) => [section, quote]))('%s: "%s"', (_section, quote) => {
  expect(broken.get(quote)?.slice(0, 5)).toEqual([]);
});

test('a span that begins later shows the same checks, leapt to', () => {
  expect(leaps.slice(0, 5)).toEqual([]);
});

test(`${'KX-TGP500 guide 2010-03, p. 23'}: "can prohibit units from downloading the configuration files"`, () => {
  const bytes = new TextEncoder().encode(
    '# Panasonic SIP Phone Standard Format File #\r\nPROVISION_ENABLE="N"\r\nCFG_RESYNC_TIME="02:00"\r\nCFG_CYCLIC="Y"\r\n\r\n',
  );
  const bootedAt = Date.UTC(2026, 0, 5, 12);
  const { checks, notes } = planFileChecks(
    family,
    { bytes, model: null, timeZone: 'UTC', bootedAt, clockSet: true, unreachable: [] },
    { from: bootedAt, to: bootedAt + 30 * 1440 * minuteMs },
  );
  expect(checks).toEqual([]);
  expect(notes[0]?.code).toBe('DOWNLOADS_OFF');
});

test.each([
  ['40320', 2],
  ['40321', 0],
  ['0', 0],
])(
  'KX-TGP500 guide 2010-03, p. 23: "A maximum of 28 days (4 weeks) can be set": %s minutes give %i checks',
  (minutes, count) => {
    const bytes = new TextEncoder().encode(
      `# Panasonic SIP Phone Standard Format File #\r\nCFG_CYCLIC="Y"\r\nCFG_CYCLIC_INTVL="${minutes}"\r\n\r\n`,
    );
    const bootedAt = Date.UTC(2026, 0, 5, 12);
    const { checks } = planFileChecks(
      family,
      { bytes, model: null, timeZone: 'UTC', bootedAt, clockSet: true, unreachable: [] },
      { from: bootedAt + 1, to: bootedAt + 60 * 1440 * minuteMs },
    );
    expect(checks).toHaveLength(count);
  },
);

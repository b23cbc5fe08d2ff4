// The timing engine against the virtual phone, which was written from the guide by itself (decisions 0007, 0020): random phones for a
// week each, with a night in it in which clocks are moved; and bugs planted on either side, each of which must show.
import { expect, test } from 'vitest';
import type { TimingChoices } from '../../electron/adapters/virtual-phone/timing-choices';
import { usualChoices } from '../../electron/adapters/virtual-phone/timing-choices';
import { fixedTimeChecks } from '../../electron/core/timing/fixed-time-checks';
import { intervalChecks } from '../../electron/core/timing/interval-checks';
import { checksIn } from '../../electron/core/timing/plan-checks';
import { timingAssumptions } from '../../electron/core/timing/timing-assumptions';
import { compareStories, firstDifference } from './compare-stories';
import { liveStory } from './live-story';
import { drawStory, minuteMs, seededRandom, type PhoneStory } from './phone-story';
import { engineItself, predictStory, type Engine } from './predict-story';

/** Another one can be tried: CONFORMANCE_SEED=7 */
const seed = Number(process.env['CONFORMANCE_SEED'] ?? 20_260_329);

test(`fifty phones do for a week what the engine says (seed ${seed})`, { timeout: 60_000 }, async () => {
  const { checks, differences } = await compareStories(seed, 50, 7);
  expect(differences).toEqual([]);
  expect(checks).toBeGreaterThan(500);
});

test('the same seed draws the same story, and lives it the same way', async () => {
  const story = drawStory(seededRandom(seed), 7);
  expect(drawStory(seededRandom(seed), 7)).toEqual(story);
  expect(await liveStory(story)).toEqual(await liveStory(story));
});

/** A KX-UT136 in Berlin, powered on at noon the day before the clocks go back, with a server that answers all the time. */
function berlinStory(settings: Record<string, string>, more: Partial<PhoneStory> = {}): PhoneStory {
  const from = Date.parse('2026-10-24T12:00:00+02:00');
  return {
    model: 'KX-UT136',
    place: 'Europe/Berlin',
    span: { from, to: from + 3 * 1440 * minuteMs },
    clock: 'by-time-server',
    files: [{ atMs: from, settings: { NTP_ADDR: 'time.lab', ...settings } }],
    overrides: {},
    unreachable: [],
    refused: [],
    powerCycles: [],
    notifies: [],
    choices: usualChoices,
    assumptions: timingAssumptions,
    ...more,
  };
}

/** Nobody is there in the second night. */
const nobodyThere = { from: Date.parse('2026-10-26T00:00:00Z'), to: Date.parse('2026-10-26T04:00:00Z') };

const stories = {
  retry: berlinStory({ CFG_RESYNC_TIME: '02:00', CFG_RTRY_INTVL: '30' }, { unreachable: [nobodyThere] }),
  clock: berlinStory({ CFG_RESYNC_TIME: '02:00' }, { clock: 'never' }),
  night: berlinStory({ CFG_RESYNC_TIME: '02:30' }),
};

async function difference(story: PhoneStory, phone: Partial<TimingChoices>, engine: Engine): Promise<string | null> {
  return firstDifference(predictStory(story, engine), await liveStory(story, phone));
}

test.each(Object.entries(stories))('without a bug they agree: %s', async (_, story) => {
  expect(await difference(story, {}, engineItself)).toBeNull();
});

test.each<[string, PhoneStory, Partial<TimingChoices>, string]>([
  [
    'retries beside a fixed time',
    stories.retry,
    { fixedTimeSilences: 'cyclic' },
    'check 4: the engine says 2026-10-27T01:00:00.000Z fixed-time reached, ' +
      'the phone does 2026-10-26T01:30:00.000Z retry unreachable',
  ],
  [
    'takes its clock for set',
    stories.clock,
    { fixedTimeWithoutClock: 'as-if-set' },
    'check 2: the engine says nothing, the phone does 2026-10-25T00:00:00.000Z fixed-time reached',
  ],
  [
    'asks in both of the hours that are shown twice',
    stories.night,
    { fixedTimeOnMovedClock: 'as-shown' },
    'check 3: the engine says 2026-10-26T01:30:00.000Z fixed-time reached, ' +
      'the phone does 2026-10-25T01:30:00.000Z fixed-time reached',
  ],
])('a phone that %s is caught', async (_, story, planted, shown) => {
  expect(await difference(story, planted, engineItself)).toBe(shown);
});

/** As if a fixed time silenced cyclic checks alone. */
const retriesBesideFixedTime: Engine['checksIn'] = function* (timing, phone, span, assumptions) {
  if (timing.fixedTimeMinutes === null) return yield* checksIn(timing, phone, span, assumptions);
  for (const check of fixedTimeChecks(timing.fixedTimeMinutes, phone, span, assumptions, null)) {
    yield check;
    if (check.outcome === 'reached') continue;
    const failed = { ...phone, startedAt: check.at, start: 'power-on' as const };
    const retries = intervalChecks({ cyclicMs: null, retryMs: 30 * minuteMs }, failed, span, assumptions);
    for (const retry of retries) if (retry.trigger === 'retry') yield retry;
  }
};

test.each<[string, PhoneStory, Partial<Engine>, string]>([
  [
    'retries beside a fixed time',
    stories.retry,
    { checksIn: retriesBesideFixedTime },
    'check 4: the engine says 2026-10-26T01:30:00.000Z retry unreachable, ' +
      'the phone does 2026-10-27T01:00:00.000Z fixed-time reached',
  ],
  [
    'takes every clock for set',
    stories.clock,
    { circumstances: (phone) => ({ ...phone, clockSet: true }) },
    'check 2: the engine says 2026-10-25T00:00:00.000Z fixed-time reached, the phone does nothing',
  ],
  [
    'counts the hour that is shown twice twice',
    stories.night,
    {
      checksIn: (timing, phone, span, assumptions) =>
        checksIn(timing, phone, span, { ...assumptions, fixedTimeOnDstNight: 'as-the-clock-shows' }),
    },
    'check 3: the engine says 2026-10-25T01:30:00.000Z fixed-time reached, ' +
      'the phone does 2026-10-26T01:30:00.000Z fixed-time reached',
  ],
])('an engine that %s is caught', async (_, story, planted, shown) => {
  expect(await difference(story, {}, { ...engineItself, ...planted })).toBe(shown);
});

test('the random phones catch each of them too', async () => {
  const planted: Partial<TimingChoices>[] = [
    { fixedTimeSilences: 'cyclic' },
    { fixedTimeWithoutClock: 'as-if-set' },
    { fixedTimeOnMovedClock: 'as-shown' },
  ];
  for (const bug of planted) {
    let caught = 0;
    for (let phone = 0; phone < 50; phone++) {
      const story = drawStory(seededRandom(seed + phone * 7_919), 7);
      if ((await difference(story, bug, engineItself)) !== null) caught++;
    }
    expect(caught, JSON.stringify(bug)).toBeGreaterThan(0);
  }
});

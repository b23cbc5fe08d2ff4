// Download timing over a whole file: what is invalid, what has no effect beside a fixed time, what the fixed time lacks.
import type { ParameterPlace } from './parameter-place';
import type { ProblemList } from './problem-list';

const time = /^(?:[01]\d|2[0-3]):[0-5]\d$/u;
/** 28 days (KX-TGP500 guide p. 23). */
const longestIntervalMinutes = 40320;

/** CFG_RESYNC_TIME and CFG_CYCLIC_INTVL by themselves. */
export function checkTimingValue(at: ParameterPlace, problems: ProblemList): void {
  const place = at.valueAt(0);
  if (at.name === 'CFG_RESYNC_TIME' && at.value !== '' && !time.test(at.value)) {
    const words = {
      message: `"${at.value}" is no time of day, so the phone has no fixed check time.`,
      remedy: 'Write 24-hour time with two digits each, 00:00 to 23:59, for example 02:00. Leave it empty for none.',
    };
    const padded = `0${at.value}`;
    const fix = time.test(padded)
      ? { title: `Write ${padded}`, edits: at.replaceInValue(0, at.value.length, padded) }
      : null;
    problems.tell('TIMING_TIME_INVALID', place, words, at.name, fix);
  }
  if (at.name !== 'CFG_CYCLIC_INTVL' || !/^-?\d+$/u.test(at.value)) return;
  const minutes = Number(at.value);
  if (minutes >= 1 && minutes <= longestIntervalMinutes) return;
  const words = {
    message: `An interval of ${at.value} minutes is out of range.`,
    remedy: `Write 1 to ${longestIntervalMinutes} minutes (28 days).`,
  };
  problems.tell('TIMING_INTERVAL_OUT_OF_RANGE', place, words, at.name);
}

/** A valid CFG_RESYNC_TIME silences cyclic download and retry, and needs the clock to be set (KX-UT670 guide, "Download Timing").
 *  `winners` are the parameters that count. `whole` is false for a layer: another one may set the clock. */
export function checkTiming(winners: ReadonlyMap<string, ParameterPlace>, whole: boolean, problems: ProblemList): void {
  const fixed = winners.get('CFG_RESYNC_TIME');
  if (!fixed || !time.test(fixed.value)) return;
  for (const name of ['CFG_CYCLIC', 'CFG_CYCLIC_INTVL', 'CFG_RTRY_INTVL']) {
    const at = winners.get(name);
    if (!at) continue;
    const words = {
      message: `${name} has no effect: CFG_RESYNC_TIME is set on line ${fixed.line}.`,
      remedy: 'Remove this line, or empty CFG_RESYNC_TIME.',
    };
    const fix = { title: `Remove ${name}`, edits: at.remove() };
    problems.tell('TIMING_NO_EFFECT', at.nameAt(0), words, name, fix);
  }
  if (!whole || winners.get('NTP_ADDR')?.value) return;
  const words = {
    message: 'Nothing here sets the clock, and without one the phone never checks at this time.',
    remedy: 'Set NTP_ADDR to a time server the phone can reach.',
  };
  problems.tell('TIMING_CLOCK_UNSET', fixed.nameAt(0), words, fixed.name);
}

// Download timing over all layers of a phone: what one layer sets and another one silences.
import type { EffectiveValue, LayerName } from '../../../configs/layers';
import type { EffectiveProblem } from '../../family';

const time = /^(?:[01]\d|2[0-3]):[0-5]\d$/u;
const silenced = ['CFG_CYCLIC', 'CFG_CYCLIC_INTVL', 'CFG_RTRY_INTVL'];
/** Any of them brings the time; without one the clock of a phone is not set (KX-UT670 guide 2012-07, "Download Timing"). */
const clockName = 'NTP_ADDR';

/** A valid CFG_RESYNC_TIME silences cyclic download and retry and needs the clock. Two lines of the same file are left to the check
 *  of that file. `place` names a layer in words: `group Reception`. */
export function checkEffective(
  effective: readonly EffectiveValue[],
  place: (layer: LayerName) => string,
): EffectiveProblem[] {
  const values = new Map(effective.map((value) => [value.name, value]));
  const fixed = values.get('CFG_RESYNC_TIME');
  if (!fixed || !time.test(fixed.value)) return [];
  const problems = silenced.flatMap((name): EffectiveProblem[] => {
    const value = values.get(name);
    // Switched off or empty it says nothing that could be silenced.
    if (!value || value.layer === fixed.layer || value.value === '' || value.value === 'N') return [];
    return [
      {
        code: 'TIMING_NO_EFFECT',
        parameter: name,
        message: `${name} has no effect: CFG_RESYNC_TIME is set in ${place(fixed.layer)}.`,
        remedy: `Remove ${name} in ${place(value.layer)}, or empty CFG_RESYNC_TIME.`,
      },
    ];
  });
  if (values.get(clockName)?.value) return problems;
  return [
    ...problems,
    {
      code: 'TIMING_CLOCK_UNSET',
      parameter: fixed.name,
      message: `CFG_RESYNC_TIME is set in ${place(fixed.layer)}, but no layer sets the clock: the phone never checks at ${fixed.value}.`,
      remedy: 'Give the site a time server, or set NTP_ADDR to one the phone can reach.',
    },
  ];
}

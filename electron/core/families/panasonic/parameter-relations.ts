// Which parameters silence or need one another, for documentation at the cursor. Only what a guide says in so many words.

export interface ParameterRelations {
  readonly turnsOff: readonly string[];
  readonly turnedOffBy: readonly string[];
  readonly needs: 'clock' | null;
}

/** KX-UT670 guide 2012-07, "Download Timing": a fixed time disables cyclic download and retry, and goes by the phone's clock. */
const silencedByFixedTime = ['CFG_CYCLIC', 'CFG_CYCLIC_INTVL', 'CFG_RTRY_INTVL'];

/** Of a concrete name; null for one without any known. */
export function parameterRelations(name: string): ParameterRelations | null {
  if (name === 'CFG_RESYNC_TIME') return { turnsOff: silencedByFixedTime, turnedOffBy: [], needs: 'clock' };
  if (silencedByFixedTime.includes(name)) return { turnsOff: [], turnedOffBy: ['CFG_RESYNC_TIME'], needs: null };
  return null;
}

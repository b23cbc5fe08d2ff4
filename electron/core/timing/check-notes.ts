// The rules that made a plan, in plain words. docs/checks.md explains each code; a test compares the two.

export const checkNoteCodes = [
  'DOWNLOADS_OFF',
  'POWER_ON',
  'START_NOT_KNOWN',
  'FIXED_TIME',
  'FIXED_TIME_SILENCES',
  'FIXED_TIME_INVALID',
  'FIXED_TIME_WAITS',
  'FIXED_TIME_AT_POWER_ON',
  'CLOCK_UNSET',
  'CLOCK_TAKEN_AS_SET',
  'CYCLIC',
  'CYCLIC_OFF',
  'CYCLIC_INTERVAL_INVALID',
  'CYCLIC_INTERVAL_ASSUMED',
  'RETRY',
  'RETRY_INTERVAL_INVALID',
  'RETRY_INTERVAL_ASSUMED',
  'NOT_BY_ITSELF',
  'DST_TIME_MISSING',
  'DST_TIME_TWICE',
  'ZONE_HELD',
  'ZONE_ASSUMED',
  'ZONE_LEARNT',
  'ZONE_NOT_KNOWN',
] as const;

export type CheckNoteCode = (typeof checkNoteCodes)[number];

export interface CheckNote {
  readonly code: CheckNoteCode;
  readonly message: string;
}

/** Each note once, in the order they came. */
export class CheckNotes {
  private readonly notes = new Map<string, CheckNote>();

  add(code: CheckNoteCode, message: string): void {
    this.notes.set(`${code} ${message}`, { code, message });
  }

  all(): CheckNote[] {
    return [...this.notes.values()];
  }
}

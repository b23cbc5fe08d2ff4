// How a phone asks by itself, as its family reads it from a configuration.

/** A valid fixed time silences cyclic and retry (guide 2012-07, "Download Timing"): both are null beside one. */
export interface DownloadTiming {
  readonly enabled: boolean;
  /** Minutes after midnight of the phone's clock, null when none or invalid. */
  readonly fixedTimeMinutes: number | null;
  readonly cyclicMinutes: number | null;
  readonly retryMinutes: number | null;
  /** What was written, for explaining; whether it has an effect stands above. */
  readonly written: WrittenTiming;
}

export interface WrittenTiming {
  /** Parameters by the names of the family. */
  readonly names: { readonly enabled: string; readonly fixedTime: string; readonly cyclic: string };
  /** Empty when not set. */
  readonly fixedTime: string;
  readonly fixedTimeIs: 'valid' | 'empty' | 'invalid';
  readonly cyclicOn: boolean;
  readonly cyclic: WrittenInterval;
  readonly retry: WrittenInterval;
}

export interface WrittenInterval {
  readonly name: string;
  readonly text: string;
  /** `assumed`: not set, so the factory's is taken. */
  readonly is: 'set' | 'assumed' | 'invalid';
}

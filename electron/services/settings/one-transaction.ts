/** Runs several store calls as one: all of them are kept, or none when `work` throws. No awaiting inside. */
export type InOneTransaction = <T>(work: () => T) => T;

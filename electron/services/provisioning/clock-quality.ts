// What may be said of this computer's own clock, and what phones that ask for the time are told because of it.

/** `unknown` where the system does not say. */
export type ClockState = 'synchronised' | 'unsynchronised' | 'unknown';

/** Cheap enough to be asked for every phone that wants the time. */
export type ClockQuality = () => ClockState;

/** How the time is given: with the trust of a synchronised clock, as the clock of an isolated site, or not at all. */
export type TimeAnswer =
  | { readonly kind: 'synchronised'; readonly stratum: number }
  | { readonly kind: 'local'; readonly stratum: number; readonly referenceId: string }
  | { readonly kind: 'refuse' };

/** Stratum 10 loses against every real time server that a phone or another server knows beside us. */
export const localClock: TimeAnswer = { kind: 'local', stratum: 10, referenceId: 'LOCL' };

/** Where the clock's own server stands is not known: one worse than what a public pool server usually is. */
export const synchronisedClock: TimeAnswer = { kind: 'synchronised', stratum: 4 };

/** A clock known to be wrong is given away only where a person chose that ("local clock": an isolated site where agreeing
 *  matters more than being right, or a lab's virtual time). One of which nothing is known is most likely kept right by the
 *  system, but not vouched for. */
export function timeAnswer(state: ClockState, localClockAllowed: boolean): TimeAnswer {
  switch (state) {
    case 'synchronised':
      return synchronisedClock;
    case 'unknown':
      return localClock;
    case 'unsynchronised':
      return localClockAllowed ? localClock : { kind: 'refuse' };
  }
}

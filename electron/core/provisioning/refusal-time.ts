/** A refusal leaves this long after it was decided, whatever it was decided from: how long that took, a few microseconds more or less,
 *  is lost in it, and nobody learns by it whether a phone is known. Phones that get their files never wait. */
export const refusalMs = 2;

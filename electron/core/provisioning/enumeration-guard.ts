/** A path of ours is shorter; bounds what a flood of long ones can cost. */
const longestGuess = 256;

/** Counts distinct wrong MACs, tokens and paths per peer. It takes nothing from a valid token or an armed phone: all it
 *  does is keep a guesser out of the list of waiting phones and name him in the ledger. */
export class EnumerationGuard {
  private readonly peers = new Map<string, { readonly wrong: Set<string>; startedAt: number }>();

  constructor(
    private readonly distinctAllowed = 20,
    private readonly windowMs = 10 * 60_000,
    private readonly peersKept = 4096,
  ) {}

  /** Notes a wrong guess; true when this peer has made too many different ones within the window. */
  note(peer: string, guess: string, now: number): boolean {
    let seen = this.peers.get(peer);
    if (!seen || now - seen.startedAt > this.windowMs) {
      seen = { wrong: new Set(), startedAt: now };
      this.peers.delete(peer);
      this.peers.set(peer, seen);
      if (this.peers.size > this.peersKept) this.peers.delete(this.peers.keys().next().value as string);
    }
    if (seen.wrong.size <= this.distinctAllowed) seen.wrong.add(guess.slice(0, longestGuess));
    return seen.wrong.size > this.distinctAllowed;
  }
}

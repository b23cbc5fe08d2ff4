/** Answers that leave together, once everything that had come in is decided: between two writes the system would give the processor
 *  to whoever got the first one, and a storm is served a fifth slower. */
export class Outbox {
  private waiting: (() => void)[] = [];

  /** Runs `send` in the check phase of this turn of the event loop, after all before it. */
  add(send: () => void): void {
    if (this.waiting.length === 0) setImmediate(this.empty);
    this.waiting.push(send);
  }

  private readonly empty = (): void => {
    const sends = this.waiting;
    this.waiting = [];
    for (const send of sends) send();
  };
}

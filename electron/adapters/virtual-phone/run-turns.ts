// One download at a time: who comes while one is under way is served by one more behind it, however many came.

interface Following<Trigger> {
  trigger: Trigger;
  readonly over: Promise<void>;
  readonly begin: () => void;
}

export class RunTurns<Trigger> {
  private underWay: Promise<void> | null = null;
  private busy = false;
  private following: Following<Trigger> | null = null;

  /** `run` returns nothing when it was over at once. */
  constructor(private readonly run: (trigger: Trigger) => void | Promise<void>) {}

  get isBusy(): boolean {
    return this.busy;
  }

  /** Resolves when the run that answers this is over. */
  ask(trigger: Trigger): Promise<void> {
    if (!this.busy) return this.begin(trigger);
    if (!this.following) {
      let begin = (): void => undefined;
      const turn = new Promise<void>((resolve) => (begin = resolve));
      const following: Following<Trigger> = { trigger, over: turn.then(() => this.begin(following.trigger)), begin };
      this.following = following;
    }
    return this.following.over;
  }

  /** Resolves when nothing is under way. */
  async over(): Promise<void> {
    await (this.following?.over ?? this.underWay);
  }

  private begin(trigger: Trigger): Promise<void> {
    this.busy = true;
    let waiting = false;
    try {
      const over = this.run(trigger);
      if (!(over instanceof Promise)) return Promise.resolve();
      waiting = true;
      this.underWay = over.finally(() => this.end());
      return this.underWay;
    } finally {
      if (!waiting) this.end();
    }
  }

  private end(): void {
    this.busy = false;
    this.underWay = null;
    const { following } = this;
    this.following = null;
    // The place stays taken until the next has begun.
    if (following) {
      this.busy = true;
      following.begin();
    }
  }
}

// What a phone remembers: settings from files, and settings made by hand in its web UI or menu.
//
// On UT what was set by hand beats every file for good; only a factory reset clears it (UT123-46, UT670-46). For the other series the
// guides do not say who wins (HDV230-51): there the later change counts.

export class PhoneMemory {
  private readonly settings = new Map<string, string>();
  private readonly byHand = new Map<string, string>();

  constructor(
    private readonly handBeatsFiles: boolean,
    overrides: Readonly<Record<string, string>>,
  ) {
    for (const [name, value] of Object.entries(overrides)) this.setByHand(name, value);
  }

  /** What counts. */
  get all(): ReadonlyMap<string, string> {
    return this.settings;
  }

  /** What no file can change. */
  get pinned(): ReadonlyMap<string, string> {
    return this.byHand;
  }

  setByHand(name: string, value: string): void {
    if (this.handBeatsFiles) this.byHand.set(name, value);
    this.settings.set(name, value);
  }

  /** Returns how many settings are different from before. */
  setFromFiles(news: ReadonlyMap<string, string>): number {
    let changed = 0;
    for (const [name, value] of news) {
      if (this.byHand.has(name) || this.settings.get(name) === value) continue;
      this.settings.set(name, value);
      changed += 1;
    }
    return changed;
  }

  /** As from the box. */
  clear(): void {
    this.settings.clear();
    this.byHand.clear();
  }
}

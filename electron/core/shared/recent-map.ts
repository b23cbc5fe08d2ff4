/** Answers of pure functions of a short text, kept while they are asked for: phones ask for the same few addresses again and again.
 *  Two generations bound the memory; long texts are not kept. */
export class RecentMap<T> {
  private recent = new Map<string, T>();
  private older = new Map<string, T>();

  constructor(
    private readonly keptAtMost = 16_000,
    private readonly longest = 200,
  ) {}

  get(text: string): T | undefined {
    const known = this.recent.get(text);
    if (known !== undefined) return known;
    const older = this.older.get(text);
    if (older !== undefined) this.set(text, older);
    return older;
  }

  set(text: string, answer: T): void {
    if (text.length > this.longest) return;
    if (this.recent.size >= this.keptAtMost) {
      this.older = this.recent;
      this.recent = new Map();
    }
    this.recent.set(text, answer);
  }
}

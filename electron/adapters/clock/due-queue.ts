// What waits for a time, the earliest first: a binary heap, since a lab of thousands of phones waits for as many.

export interface Due {
  readonly atMs: number;
  readonly callback: () => void;
}

interface Entry extends Due {
  readonly order: number;
  cancelled: boolean;
}

export class DueQueue {
  private readonly heap: Entry[] = [];
  private asked = 0;

  /** Of two that are due together the one added first comes first. Returns how to cancel. */
  add(atMs: number, callback: () => void): () => void {
    const entry: Entry = { atMs, callback, order: this.asked++, cancelled: false };
    let index = this.heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.isBefore(index, parent)) break;
      this.swap(index, parent);
      index = parent;
    }
    return () => {
      entry.cancelled = true;
    };
  }

  /** The earliest that is not cancelled. */
  first(): Due | null {
    while (this.heap[0]?.cancelled) this.drop();
    return this.heap[0] ?? null;
  }

  takeFirst(): Due | null {
    const due = this.first();
    if (due) this.drop();
    return due;
  }

  private drop(): void {
    const last = this.heap.pop();
    if (!last || this.heap.length === 0) return;
    this.heap[0] = last;
    for (let index = 0; ;) {
      let least = index;
      for (const child of [2 * index + 1, 2 * index + 2]) {
        if (child < this.heap.length && this.isBefore(child, least)) least = child;
      }
      if (least === index) return;
      this.swap(index, least);
      index = least;
    }
  }

  private isBefore(one: number, other: number): boolean {
    const [a, b] = [this.heap[one] as Entry, this.heap[other] as Entry];
    return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
  }

  private swap(one: number, other: number): void {
    const kept = this.heap[one] as Entry;
    this.heap[one] = this.heap[other] as Entry;
    this.heap[other] = kept;
  }
}

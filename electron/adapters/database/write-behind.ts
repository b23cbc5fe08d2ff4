// Gathers small writes and makes one transaction of them, so that an answered request never waits for the disk.
import type { Clock } from '../../core/shared/clock';
import { ProblemError, type Problem } from '../../core/shared/problem';
import { mayPass, storageProblem } from './database-problem';
import type { Connection } from './connection';

/** A gathered write waits at most this long. */
const gatherMs = 50;
/** And no longer than so many have gathered as can be written in this time, so that nobody waits longer for one batch. */
const batchMs = 8;
const smallestBatch = 32;
const largestBatch = 1_000;
/** After trouble that may pass, e.g. a full disk. */
const retryMs = 1000;
/** Kept in memory at most while nothing can be written; then the oldest go. */
const keptWrites = 200_000;

export interface WriteBehind {
  /** Never throws. The write runs later inside a transaction, after all gathered before it. */
  add(write: () => void): void;
  /** Writes what is gathered, now. Trouble is told to `onProblem`, and what could not be written is kept. */
  flush(): void;
  /** `flush` for readers: skipped while writing is known to fail, and inside a transaction. */
  settle(): void;
  /** Calls back after every attempt: with true when the gathered writes are in, with false when they were taken back;
   *  they are then kept, or tried one by one. */
  onFlushed(listener: (written: boolean) => void): void;
  /** Writes the rest and takes no more. */
  close(): void;
}

/** `onProblem` is told when writing starts to fail, and null when it works again. */
export function createWriteBehind(
  connection: Connection,
  clock: Clock,
  onProblem: (problem: Problem | null) => void,
): WriteBehind {
  let gathered: (() => void)[] = [];
  let cancelTimer: (() => void) | null = null;
  let failing = false;
  /** How many writes one transaction takes: found by how long the last ones took. */
  let batch = smallestBatch;
  let closed = false;
  const listeners: ((written: boolean) => void)[] = [];

  function wakeIn(delayMs: number): void {
    cancelTimer ??= clock.after(delayMs, () => {
      cancelTimer = null;
      flush();
    });
  }

  function told(written: boolean): void {
    for (const listener of listeners) listener(written);
  }

  /** One bad write must not hold up the rest: each gets a transaction of its own, and the bad one is reported and dropped. */
  function writeOneByOne(writes: readonly (() => void)[]): (() => void)[] {
    for (const [index, write] of writes.entries()) {
      try {
        connection.write(write);
      } catch (error) {
        told(false);
        if (mayPass(causeOf(error))) return writes.slice(index);
        onProblem(lostWrite(error));
      }
    }
    return [];
  }

  function flush(): void {
    if (gathered.length === 0 || connection.inTransaction()) return;
    cancelTimer?.();
    cancelTimer = null;
    const writes = gathered;
    gathered = [];
    const beganMs = clock.monotonicMs();
    try {
      connection.write(() => {
        for (const write of writes) write();
      });
      recovered();
    } catch (error) {
      told(false);
      gathered = mayPass(causeOf(error)) ? writes : writeOneByOne(writes);
      if (gathered.length > 0) kept(error);
      return;
    }
    told(true);
    paced(writes.length, clock.monotonicMs() - beganMs);
  }

  function paced(written: number, tookMs: number): void {
    if (tookMs > batchMs) batch = Math.max(smallestBatch, Math.floor((written * batchMs) / tookMs));
    else if (written >= batch) batch = Math.min(largestBatch, batch * 2);
  }

  function kept(error: unknown): void {
    if (gathered.length > keptWrites) gathered = gathered.slice(-keptWrites);
    if (!failing) onProblem(storageProblem(causeOf(error), connection.folder) ?? lostWrite(error));
    failing = true;
    if (!closed) wakeIn(retryMs);
  }

  function recovered(): void {
    if (failing) onProblem(null);
    failing = false;
  }

  return {
    add(write) {
      if (closed) return;
      gathered.push(write);
      wakeIn(gatherMs);
      if (gathered.length >= batch && !failing) flush();
    },
    flush,
    settle() {
      if (!failing) flush();
    },
    onFlushed: (listener) => void listeners.push(listener),
    close() {
      closed = true;
      flush();
      cancelTimer?.();
    },
  };
}

function causeOf(error: unknown): unknown {
  return error instanceof ProblemError && error.cause !== undefined ? error.cause : error;
}

function lostWrite(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return {
    code: 'INTERNAL_ERROR',
    message: `A record could not be written: ${error instanceof Error ? error.message : String(error)}`,
    remedy: 'Please report this with the log file.',
  };
}

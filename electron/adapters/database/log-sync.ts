// Puts SQLite's write-ahead log on the disk within a second of a write, off the main thread, so that even a power cut
// costs a second at most. The frames carry checksums: what is synced is found again, a torn end is ignored.
import { open } from 'node:fs/promises';
import type { Clock } from '../../core/shared/clock';
import type { Connection } from './connection';

const syncWithinMs = 1000;

/** Returns how to stop. */
export function startLogSync(connection: Connection, file: string, clock: Clock): () => void {
  let cancelTimer: (() => void) | null = null;
  let stopped = false;
  connection.onWritten(() => {
    if (stopped) return;
    cancelTimer ??= clock.after(syncWithinMs, () => {
      cancelTimer = null;
      void syncToDisk(`${file}-wal`);
    });
  });
  return () => {
    stopped = true;
    cancelTimer?.();
  };
}

/** SQLite holds no locks on the log file, so closing our handle takes none away. */
async function syncToDisk(file: string): Promise<void> {
  try {
    const handle = await open(file, 'r+');
    try {
      await handle.datasync();
    } finally {
      await handle.close();
    }
  } catch {
    // The log is gone: SQLite has folded it into the database and synced that.
  }
}

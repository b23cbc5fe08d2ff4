// Runs that outlive the program: their state, how they are paced, and which phones a NOTIFY may have left for.
import type { Migration } from './migration';

export const resyncRuns: Migration = {
  number: 9,
  apply(database) {
    database.exec(`
      ALTER TABLE resync_run ADD COLUMN state TEXT NOT NULL DEFAULT 'running'
        CHECK (state IN ('running', 'paused', 'stopped', 'ended'));
      ALTER TABLE resync_run ADD COLUMN note TEXT;
      ALTER TABLE resync_run ADD COLUMN parent_id INTEGER REFERENCES resync_run (id) ON DELETE SET NULL;
      ALTER TABLE resync_run ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE resync_run ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
      UPDATE resync_run SET state = 'ended' WHERE ended_at IS NOT NULL;

      CREATE TABLE resync_claim (
        run_id INTEGER NOT NULL REFERENCES resync_run (id) ON DELETE CASCADE,
        phone_id INTEGER NOT NULL REFERENCES phone (id) ON DELETE CASCADE,
        at REAL NOT NULL,
        PRIMARY KEY (run_id, phone_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX resync_claim_by_phone ON resync_claim (phone_id);
      INSERT INTO resync_claim (run_id, phone_id, at)
        SELECT run_id, phone_id, MIN(at) FROM resync_step WHERE step = 'sent' GROUP BY run_id, phone_id;

      CREATE INDEX resync_step_by_end ON resync_step (run_id, step) WHERE step IN ('done', 'failed');
    `);
  },
};

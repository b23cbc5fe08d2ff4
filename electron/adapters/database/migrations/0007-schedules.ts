// Schedules come at one moment and on wake besides cron, do more than resync, can be paused, and know up to when they have been seen to.
import type { Migration } from './migration';

export const schedules: Migration = {
  number: 7,
  apply(database) {
    // `cron` is '' where the trigger is none; `phones` is 'null' where the work is not about phones.
    database.exec(`
      ALTER TABLE schedule ADD COLUMN name TEXT NOT NULL DEFAULT '';
      ALTER TABLE schedule ADD COLUMN at REAL;
      ALTER TABLE schedule ADD COLUMN on_wake INTEGER NOT NULL DEFAULT 0 CHECK (on_wake IN (0, 1));
      ALTER TABLE schedule ADD COLUMN work TEXT NOT NULL DEFAULT '{}';
      ALTER TABLE schedule ADD COLUMN paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1));
      ALTER TABLE schedule ADD COLUMN missed TEXT NOT NULL DEFAULT 'run-on-wake' CHECK (missed IN ('run-on-wake', 'skip'));
      ALTER TABLE schedule ADD COLUMN seen_to REAL NOT NULL DEFAULT 0;

      ALTER TABLE schedule_run ADD COLUMN due_at REAL;
      ALTER TABLE schedule_run ADD COLUMN ended_at REAL;
      ALTER TABLE schedule_run ADD COLUMN state TEXT NOT NULL DEFAULT 'done'
        CHECK (state IN ('running', 'done', 'failed', 'skipped', 'interrupted'));

      -- What was before was never to be made up for; a run without a resync run had failed.
      UPDATE schedule SET seen_to = unixepoch('subsec') * 1000;
      UPDATE schedule_run SET ended_at = started_at, state = iif(resync_run_id IS NULL, 'failed', 'done');
      CREATE INDEX schedule_run_by_time ON schedule_run (started_at);
    `);
  },
};

CREATE INDEX audit_by_phone ON audit (phone_id, at) WHERE phone_id IS NOT NULL;

CREATE INDEX phone_by_site ON phone (site_id);

CREATE INDEX phone_log_by_phone ON phone_log (phone_id, id);

CREATE INDEX presence_by_time ON presence (heartbeat_at);

CREATE INDEX registration_phone ON registration (phone_id);

CREATE INDEX request_by_time ON request (site_id, at);

CREATE INDEX resync_claim_by_phone ON resync_claim (phone_id);

CREATE INDEX resync_run_by_site ON resync_run (site_id);

CREATE INDEX resync_step_by_end ON resync_step (run_id, step) WHERE step IN ('done', 'failed');

CREATE INDEX resync_step_by_phone ON resync_step (phone_id, at);

CREATE INDEX resync_step_by_run ON resync_step (run_id);

CREATE INDEX revision_layer_by_hash ON revision_layer (hash) WHERE hash IS NOT NULL;

CREATE INDEX schedule_run_by_schedule ON schedule_run (schedule_id);

CREATE INDEX schedule_run_by_time ON schedule_run (started_at);

CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  site_id INTEGER NOT NULL,
  at REAL NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  phone_id INTEGER,
  detail TEXT NOT NULL
) STRICT;

CREATE TABLE blob (
  hash TEXT PRIMARY KEY,
  sealed INTEGER NOT NULL CHECK (sealed IN (0, 1)),
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE certificate (
  site_id INTEGER NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('root', 'issued', 'imported')),
  certificate TEXT NOT NULL,
  sealed_key BLOB NOT NULL,
  created_at REAL NOT NULL,
  PRIMARY KEY (site_id, role)
) STRICT;

CREATE TABLE contact (
  site_id INTEGER NOT NULL REFERENCES contact_book (site_id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  numbers TEXT NOT NULL,
  preferred INTEGER NOT NULL,
  ringtone INTEGER NOT NULL,
  group_number INTEGER NOT NULL,
  PRIMARY KEY (site_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact_book (
  site_id INTEGER PRIMARY KEY REFERENCES site (id),
  changed_at REAL NOT NULL
) STRICT;

CREATE TABLE draft (
  site_id INTEGER NOT NULL REFERENCES site (id),
  kind TEXT NOT NULL CHECK (kind IN ('file', 'facts')),
  scope TEXT NOT NULL,
  sealed BLOB,
  saved_at REAL NOT NULL,
  PRIMARY KEY (site_id, kind, scope)
) STRICT;

CREATE TABLE evidence (
  phone_id INTEGER NOT NULL REFERENCES phone (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('notified', 'disarmed', 'told-login', 'came-by-login', 'address-by-hand')),
  at REAL NOT NULL,
  peer TEXT,
  PRIMARY KEY (phone_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE held (
  phone_id INTEGER PRIMARY KEY REFERENCES phone (id) ON DELETE CASCADE,
  sealed BLOB NOT NULL
) STRICT;

CREATE TABLE key_wrap (
  kind TEXT PRIMARY KEY CHECK (kind IN ('keychain', 'key-file', 'passphrase')),
  parameters TEXT NOT NULL,
  wrapped BLOB NOT NULL,
  created_at REAL NOT NULL
) STRICT;

CREATE TABLE library_file (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  site_id INTEGER NOT NULL REFERENCES site (id),
  name TEXT NOT NULL COLLATE NOCASE,
  kind TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  stamp TEXT NOT NULL,
  models TEXT NOT NULL,
  added_at REAL NOT NULL,
  UNIQUE (site_id, name)
) STRICT;

CREATE TABLE line (
  phone_id INTEGER NOT NULL REFERENCES phone (id) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  extension TEXT NOT NULL,
  name TEXT NOT NULL,
  auth_id TEXT NOT NULL,
  PRIMARY KEY (phone_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE phone (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  site_id INTEGER NOT NULL REFERENCES site (id),
  mac TEXT NOT NULL UNIQUE,
  model TEXT NOT NULL,
  ip TEXT,
  added_at REAL NOT NULL,
  armed_until REAL,
  armed_peer TEXT,
  fetched_at REAL,
  fetched_peer TEXT,
  fetched_base_url TEXT,
  fetched_generation INTEGER,
  firmware TEXT,
  trouble TEXT,
  taken_revision INTEGER,
  taken_hash TEXT,
  taken_files TEXT NOT NULL,
  name TEXT NOT NULL DEFAULT '',
  group_name TEXT
) STRICT;

CREATE TABLE phone_log (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  phone_id INTEGER NOT NULL REFERENCES phone (id) ON DELETE CASCADE,
  at REAL NOT NULL,
  name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT;

CREATE TABLE "presence" (
  id INTEGER PRIMARY KEY,
  from_at REAL NOT NULL,
  heartbeat_at REAL NOT NULL,
  ended_by TEXT CHECK (ended_by IN ('stop', 'suspend', 'shutdown', 'listener-down', 'address-gone', 'crash'))
) STRICT;

CREATE TABLE registration (
  site_id INTEGER NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  user TEXT NOT NULL,
  contact TEXT NOT NULL,
  phone_id INTEGER NOT NULL REFERENCES phone (id) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  q REAL,
  call_id TEXT NOT NULL,
  cseq INTEGER NOT NULL,
  registered_at REAL NOT NULL,
  expires_at REAL NOT NULL,
  flow TEXT NOT NULL,
  transport TEXT NOT NULL CHECK (transport IN ('udp', 'tcp', 'tls')),
  address TEXT NOT NULL,
  port INTEGER NOT NULL,
  user_agent TEXT NOT NULL,
  PRIMARY KEY (site_id, user, contact)
) STRICT, WITHOUT ROWID;

CREATE TABLE request (
  id INTEGER PRIMARY KEY,
  site_id INTEGER NOT NULL,
  at REAL NOT NULL,
  protocol TEXT NOT NULL,
  remote TEXT NOT NULL,
  method TEXT NOT NULL,
  path TEXT NOT NULL,
  mac TEXT,
  phone_id INTEGER,
  status INTEGER NOT NULL,
  reason TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT,
  user_agent TEXT,
  duration_ms REAL NOT NULL
) STRICT;

CREATE TABLE resync_claim (
  run_id INTEGER NOT NULL REFERENCES resync_run (id) ON DELETE CASCADE,
  phone_id INTEGER NOT NULL REFERENCES phone (id) ON DELETE CASCADE,
  at REAL NOT NULL,
  PRIMARY KEY (run_id, phone_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE resync_run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  site_id INTEGER NOT NULL REFERENCES site (id),
  started_at REAL NOT NULL,
  ended_at REAL,
  cause TEXT NOT NULL,
  total INTEGER NOT NULL
, state TEXT NOT NULL DEFAULT 'running'
  CHECK (state IN ('running', 'paused', 'stopped', 'ended')), note TEXT, parent_id INTEGER REFERENCES resync_run (id) ON DELETE SET NULL, revision INTEGER NOT NULL DEFAULT 0, options TEXT NOT NULL DEFAULT '{}') STRICT;

CREATE TABLE resync_step (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES resync_run (id) ON DELETE CASCADE,
  phone_id INTEGER NOT NULL REFERENCES phone (id) ON DELETE CASCADE,
  step TEXT NOT NULL,
  at REAL NOT NULL,
  detail TEXT NOT NULL,
  problem TEXT
) STRICT;

CREATE TABLE revision (
  site_id INTEGER NOT NULL REFERENCES site (id),
  number INTEGER NOT NULL,
  message TEXT NOT NULL,
  author TEXT NOT NULL,
  at REAL NOT NULL,
  changed_phones INTEGER NOT NULL,
  PRIMARY KEY (site_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE revision_layer (
  site_id INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('file', 'facts')),
  scope TEXT NOT NULL,
  number INTEGER NOT NULL,
  hash TEXT REFERENCES blob (hash),
  PRIMARY KEY (site_id, kind, scope, number),
  FOREIGN KEY (site_id, number) REFERENCES revision (site_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE schedule (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  site_id INTEGER NOT NULL REFERENCES site (id),
  cron TEXT NOT NULL,
  action TEXT NOT NULL,
  phones TEXT NOT NULL,
  created_at REAL NOT NULL
, name TEXT NOT NULL DEFAULT '', at REAL, on_wake INTEGER NOT NULL DEFAULT 0 CHECK (on_wake IN (0, 1)), work TEXT NOT NULL DEFAULT '{}', paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)), missed TEXT NOT NULL DEFAULT 'run-on-wake' CHECK (missed IN ('run-on-wake', 'skip')), seen_to REAL NOT NULL DEFAULT 0) STRICT;

CREATE TABLE schedule_run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  schedule_id INTEGER NOT NULL REFERENCES schedule (id) ON DELETE CASCADE,
  started_at REAL NOT NULL,
  outcome TEXT NOT NULL,
  resync_run_id INTEGER REFERENCES resync_run (id) ON DELETE SET NULL
, due_at REAL, ended_at REAL, state TEXT NOT NULL DEFAULT 'done'
  CHECK (state IN ('running', 'done', 'failed', 'skipped', 'interrupted'))) STRICT;

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE site (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  sealed_token BLOB NOT NULL
) STRICT;

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE token (
  phone_id INTEGER NOT NULL REFERENCES phone (id) ON DELETE CASCADE,
  generation INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('current', 'previous', 'revoked')),
  created_at REAL NOT NULL,
  first_used_at REAL,
  PRIMARY KEY (phone_id, generation)
) STRICT, WITHOUT ROWID;

CREATE TABLE unkept_body (
  sha256 TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE waiting_phone (
  site_id INTEGER NOT NULL REFERENCES site (id),
  mac TEXT NOT NULL,
  model TEXT,
  address TEXT NOT NULL,
  path TEXT NOT NULL,
  first_at REAL NOT NULL,
  last_at REAL NOT NULL,
  times INTEGER NOT NULL,
  PRIMARY KEY (site_id, mac)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER request_is_append_only BEFORE UPDATE ON request
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;

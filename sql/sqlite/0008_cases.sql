-- Cases of deliberation: what waits for people, with its message and its votes. Repeatable.

-- case_id is a hash of tenant, sender and idempotency key, so the row is the idempotency row of its message too.
CREATE TABLE IF NOT EXISTS deliberation_case (
    tenant_id       TEXT    NOT NULL,
    case_id         TEXT    NOT NULL,
    revision        INTEGER NOT NULL,
    state           INTEGER NOT NULL,
    sender          TEXT    NOT NULL,
    idempotency_key TEXT    NOT NULL,
    message_id      TEXT    NOT NULL,
    body_digest     BLOB    NOT NULL,
    opened_at       INTEGER NOT NULL,
    due_at          INTEGER,           -- something happens then by time alone; NULL: nothing
    body            TEXT    NOT NULL,  -- JSON
    PRIMARY KEY (tenant_id, case_id)
) WITHOUT ROWID;

-- States 1 to 3 are those of a case that is not over.
CREATE INDEX IF NOT EXISTS deliberation_case_open ON deliberation_case (tenant_id, opened_at) WHERE state <= 3;
CREATE INDEX IF NOT EXISTS deliberation_case_by_time ON deliberation_case (tenant_id, opened_at);
CREATE INDEX IF NOT EXISTS deliberation_case_by_sender ON deliberation_case (tenant_id, sender, opened_at);
CREATE INDEX IF NOT EXISTS deliberation_case_due ON deliberation_case (due_at) WHERE due_at IS NOT NULL;

-- The message of a case, while it is nowhere else.
CREATE TABLE IF NOT EXISTS deliberation_parcel (
    tenant_id TEXT NOT NULL,
    case_id   TEXT NOT NULL,
    envelope  BLOB NOT NULL,
    stamp     BLOB NOT NULL,
    PRIMARY KEY (tenant_id, case_id)
) WITHOUT ROWID;

-- Every vote that was taken, also those that a later one took the place of.
CREATE TABLE IF NOT EXISTS deliberation_vote (
    tenant_id TEXT    NOT NULL,
    case_id   TEXT    NOT NULL,
    revision  INTEGER NOT NULL,
    body      TEXT    NOT NULL, -- JSON
    PRIMARY KEY (tenant_id, case_id, revision)
) WITHOUT ROWID;

INSERT OR IGNORE INTO schema_version (version, applied_at) VALUES (8, CAST(strftime('%s', 'now') AS INTEGER) * 1000000);

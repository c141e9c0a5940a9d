-- State of grains and their reminders, for the embedded runtime. Repeatable.

-- One counter for all ETags: a record that was cleared and written again never has an old one.
INSERT OR IGNORE INTO journal_mark (name, value) VALUES ('etag', 0);

CREATE TABLE IF NOT EXISTS grain_state (
    tenant_id  TEXT    NOT NULL, -- the grain key up to its first slash
    grain_id   TEXT    NOT NULL, -- type/key
    state_name TEXT    NOT NULL,
    etag       INTEGER NOT NULL,
    format     INTEGER NOT NULL, -- 1: JSON, the record's SchemaVersion inside
    body       BLOB    NOT NULL,
    PRIMARY KEY (tenant_id, grain_id, state_name)
);

CREATE TABLE IF NOT EXISTS reminder (
    tenant_id  TEXT    NOT NULL,
    grain_id   TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    grain_hash INTEGER NOT NULL, -- GrainId.GetUniformHashCode, 0 to 2^32-1
    start_at   INTEGER NOT NULL, -- ticks of 100 ns, UTC
    period     INTEGER NOT NULL, -- ticks of 100 ns
    etag       INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, grain_id, name)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS reminder_by_hash ON reminder (grain_hash);

INSERT OR IGNORE INTO schema_version (version, applied_at) VALUES (2, CAST(strftime('%s', 'now') AS INTEGER) * 1000000);

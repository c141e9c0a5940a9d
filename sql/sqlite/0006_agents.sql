-- The directory of agents: who is registered, and when each was last heard of. Repeatable.

CREATE TABLE IF NOT EXISTS agent (
    tenant_id     TEXT    NOT NULL,
    agent         TEXT    NOT NULL,
    revision      INTEGER NOT NULL,
    type          INTEGER NOT NULL,
    status        INTEGER NOT NULL,
    reason        TEXT    NOT NULL,
    description   TEXT    NOT NULL, -- JSON
    registered_at INTEGER NOT NULL,
    changed_at    INTEGER NOT NULL,
    last_seen     INTEGER,
    PRIMARY KEY (tenant_id, agent)
) WITHOUT ROWID;

INSERT OR IGNORE INTO schema_version (version, applied_at) VALUES (6, CAST(strftime('%s', 'now') AS INTEGER) * 1000000);

-- State and memory that agents keep over sessions, by the name of a context. Repeatable.

CREATE TABLE IF NOT EXISTS session_context (
    tenant_id  TEXT    NOT NULL,
    agent      TEXT    NOT NULL,
    context_id TEXT    NOT NULL,
    revision   INTEGER NOT NULL,
    state      BLOB    NOT NULL, -- serialised google.protobuf.Struct
    memory     BLOB    NOT NULL, -- the same
    updated_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, agent, context_id)
);

CREATE INDEX IF NOT EXISTS session_context_by_end ON session_context (expires_at);

-- The last revision of any context of an agent: one that expired and is written again never has an old one.
CREATE TABLE IF NOT EXISTS session_context_mark (
    tenant_id TEXT    NOT NULL,
    agent     TEXT    NOT NULL,
    revision  INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, agent)
) WITHOUT ROWID;

INSERT OR IGNORE INTO schema_version (version, applied_at) VALUES (5, CAST(strftime('%s', 'now') AS INTEGER) * 1000000);

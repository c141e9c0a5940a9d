-- How far agents have dealt with the channels that they follow. Repeatable.

CREATE TABLE IF NOT EXISTS position (
    tenant_id TEXT    NOT NULL,
    agent     TEXT    NOT NULL,
    room      TEXT    NOT NULL,
    channel   TEXT    NOT NULL,
    epoch     INTEGER NOT NULL, -- as in channel
    sequence  INTEGER NOT NULL, -- the last that is dealt with; of one epoch it only grows
    PRIMARY KEY (tenant_id, agent, room, channel)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS position_by_channel ON position (tenant_id, room, channel);

INSERT OR IGNORE INTO schema_version (version, applied_at) VALUES (4, CAST(strftime('%s', 'now') AS INTEGER) * 1000000);

-- What is settled of queues (inboxes, work-queue channels); their messages are rows of the journal. Dead letters. Repeatable.

-- Everything up to settled_through is settled.
CREATE TABLE IF NOT EXISTS queue_mark (
    channel_no      INTEGER PRIMARY KEY,
    settled_through INTEGER NOT NULL
);

-- Beyond that: settled ones (attempts NULL), and those that were handed out more than once and are not settled.
CREATE TABLE IF NOT EXISTS queue_item (
    channel_no INTEGER NOT NULL,
    sequence   INTEGER NOT NULL,
    attempts   INTEGER,
    PRIMARY KEY (channel_no, sequence)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS dead_letter (
    tenant_id   TEXT    NOT NULL,
    letter_id   INTEGER NOT NULL,
    room        TEXT    NOT NULL,
    channel     TEXT    NOT NULL,
    sequence    INTEGER NOT NULL,
    message_id  TEXT    NOT NULL,
    sender      TEXT    NOT NULL,
    code        INTEGER NOT NULL,
    reason      TEXT    NOT NULL,
    attempts    INTEGER NOT NULL,
    accepted_at INTEGER NOT NULL,
    died_at     INTEGER NOT NULL,
    envelope    BLOB    NOT NULL,
    stamp       BLOB    NOT NULL,
    history     TEXT    NOT NULL, -- JSON array of lines
    PRIMARY KEY (tenant_id, letter_id)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS dead_letter_by_source ON dead_letter (tenant_id, room, channel, letter_id);

INSERT OR IGNORE INTO schema_version (version, applied_at) VALUES (3, CAST(strftime('%s', 'now') AS INTEGER) * 1000000);

-- Journal of channels: messages and evidence in commit order, heads, look-up indexes, memberships.
-- Repeatable: every statement can run again without error or effect.
--
-- Every table leads with its tenant. Tables that get a row per message name it, like channel and sender, by a number
-- (tenant, sender, channel below): short rows are what makes appending cheap. Times are microseconds since 1970, UTC.

CREATE TABLE IF NOT EXISTS schema_version (
    version    INTEGER PRIMARY KEY,
    applied_at INTEGER NOT NULL
);

CREATE TABLE IF NOT EXISTS tenant (
    tenant_id TEXT    NOT NULL UNIQUE,
    tenant_no INTEGER PRIMARY KEY
);

CREATE TABLE IF NOT EXISTS sender (
    tenant_id TEXT    NOT NULL,
    agent     TEXT    NOT NULL,
    sender_no INTEGER PRIMARY KEY,
    UNIQUE (tenant_id, agent)
);

-- A channel and its head. term fences writers: every append updates the row where term and last_sequence still match.
CREATE TABLE IF NOT EXISTS channel (
    tenant_id      TEXT    NOT NULL,
    room           TEXT    NOT NULL,
    channel        TEXT    NOT NULL,
    channel_no     INTEGER PRIMARY KEY,
    epoch          INTEGER NOT NULL, -- unsigned 64 bits, stored as the signed number with the same bits
    term           INTEGER NOT NULL,
    first_sequence INTEGER NOT NULL,
    last_sequence  INTEGER NOT NULL,
    UNIQUE (tenant_id, room, channel)
);

-- One row per delivered message, in commit order. row_id counts over message and evidence together, so that both merge into one
-- feed for the ledger. Nothing but the row id is indexed here: see channel_run and sender_run.
CREATE TABLE IF NOT EXISTS message (
    row_id          INTEGER PRIMARY KEY,
    tenant_no       INTEGER NOT NULL,
    channel_no      INTEGER NOT NULL,
    sequence        INTEGER NOT NULL,
    sender_no       INTEGER NOT NULL,
    message_id      TEXT    NOT NULL,
    idempotency_key TEXT,              -- NULL where it is the message id
    accepted_at     INTEGER NOT NULL,
    expires_at      INTEGER,
    classification  INTEGER NOT NULL,
    body_digest     BLOB    NOT NULL, -- and behind it the salt of the ledger's commitment, see BodyDigest
    stamp           BLOB    NOT NULL,
    evidence        BLOB    NOT NULL,  -- the verdict, for the ledger; the rest of its evidence row is this row
    envelope        BLOB    NOT NULL
);

-- Evidence that belongs to no journalled message.
CREATE TABLE IF NOT EXISTS evidence (
    row_id    INTEGER PRIMARY KEY,
    tenant_no INTEGER NOT NULL,
    kind      INTEGER NOT NULL,
    actor     TEXT    NOT NULL,
    subject   TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    body      BLOB    NOT NULL
);

-- Where the messages of a channel lie: rows holds the row ids of consecutive sequences, 8 bytes each, little endian.
CREATE TABLE IF NOT EXISTS channel_run (
    channel_no     INTEGER NOT NULL,
    first_sequence INTEGER NOT NULL,
    rows           BLOB    NOT NULL,
    PRIMARY KEY (channel_no, first_sequence)
) WITHOUT ROWID;

-- What a sender delivered within one index batch: entries holds (hash of the idempotency key, row id), 16 bytes each, in row order.
-- Leading with the batch keeps writing and pruning at the ends of the table; a look-up seeks once per batch of the window.
CREATE TABLE IF NOT EXISTS sender_run (
    batch_no  INTEGER NOT NULL,
    sender_no INTEGER NOT NULL,
    entries   BLOB    NOT NULL,
    PRIMARY KEY (batch_no, sender_no)
) WITHOUT ROWID;

-- A completed index batch, named by its first row id.
CREATE TABLE IF NOT EXISTS index_batch (
    batch_no         INTEGER PRIMARY KEY,
    last_accepted_at INTEGER NOT NULL
);

-- indexed_through: the last row id that channel_run and sender_run cover.
CREATE TABLE IF NOT EXISTS journal_mark (
    name  TEXT    PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;

INSERT OR IGNORE INTO journal_mark (name, value) VALUES ('indexed_through', 0);

CREATE TABLE IF NOT EXISTS member (
    tenant_id TEXT    NOT NULL,
    room      TEXT    NOT NULL,
    channel   TEXT    NOT NULL,
    agent     TEXT    NOT NULL,
    since     INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, room, channel, agent)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS member_by_agent ON member (tenant_id, agent);

-- Written and emptied by the writer to find out whether a store that failed can write again.
CREATE TABLE IF NOT EXISTS probe (
    id     INTEGER PRIMARY KEY,
    filler BLOB    NOT NULL
);

-- All evidence in commit order.
CREATE VIEW IF NOT EXISTS evidence_feed AS
    SELECT m.row_id, t.tenant_id, 1 AS kind, s.agent AS actor, m.message_id AS subject, m.accepted_at AS at, m.evidence AS body
    FROM message m JOIN tenant t ON t.tenant_no = m.tenant_no JOIN sender s ON s.sender_no = m.sender_no
    UNION ALL
    SELECT e.row_id, t.tenant_id, e.kind, e.actor, e.subject, e.at, e.body
    FROM evidence e JOIN tenant t ON t.tenant_no = e.tenant_no;

INSERT OR IGNORE INTO schema_version (version, applied_at) VALUES (1, CAST(strftime('%s', 'now') AS INTEGER) * 1000000);

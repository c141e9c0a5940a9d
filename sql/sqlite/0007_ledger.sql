-- Ledgers: entries in batches, hashes in tiles, heads. In the journal's file, so that evidence is taken up in one transaction. Repeatable.

-- Every row of evidence up to here is in its ledger; it may stay behind, since ledgers know what they have.
INSERT OR IGNORE INTO journal_mark (name, value) VALUES ('ledger_through', 0);

-- A ledger and its head. Every append updates the row where size and root still match.
CREATE TABLE IF NOT EXISTS ledger (
    tenant_no     INTEGER PRIMARY KEY,
    size          INTEGER NOT NULL,
    root          BLOB    NOT NULL,
    last_leaf     BLOB    NOT NULL,
    taken_through INTEGER NOT NULL  -- the last row of evidence that is in it
);

-- Entries that were taken up together. What look-ups read stands before the entries, so that they need not read those.
CREATE TABLE IF NOT EXISTS ledger_batch (
    tenant_no   INTEGER NOT NULL,
    first_index INTEGER NOT NULL,
    first_at    INTEGER NOT NULL,
    last_at     INTEGER NOT NULL,
    subjects    BLOB    NOT NULL, -- (hash of the subject, number in the batch), 16 bytes each, by hash
    ends        BLOB    NOT NULL, -- where each entry ends, 8 bytes each, little endian
    entries     BLOB    NOT NULL,
    PRIMARY KEY (tenant_no, first_index)
);

-- Hashes of every eighth level of the tree, 256 neighbours a row, 32 bytes each; the last row of a level has fewer.
CREATE TABLE IF NOT EXISTS ledger_tile (
    tenant_no  INTEGER NOT NULL,
    level      INTEGER NOT NULL,
    tile_index INTEGER NOT NULL,
    hashes     BLOB    NOT NULL,
    PRIMARY KEY (tenant_no, level, tile_index)
);

CREATE TABLE IF NOT EXISTS ledger_head (
    tenant_no INTEGER NOT NULL,
    size      INTEGER NOT NULL,
    signed_at INTEGER NOT NULL,
    root      BLOB    NOT NULL,
    note      TEXT    NOT NULL, -- the checkpoint with its signatures
    PRIMARY KEY (tenant_no, size, signed_at)
);

-- Finds entries by what they belong to, follow, bring along or settle. Made from the entries when somebody asks: both tables can be emptied together,
-- and come again.
CREATE TABLE IF NOT EXISTS audit_link (
    tenant_no INTEGER NOT NULL,
    link_hash INTEGER NOT NULL, -- of the link's text; two may share one, so whoever looks up compares
    leaf      INTEGER NOT NULL, -- the entry's index
    PRIMARY KEY (tenant_no, link_hash, leaf)
) WITHOUT ROWID;

-- How many entries are in it, from the first on.
CREATE TABLE IF NOT EXISTS audit_mark (
    tenant_no INTEGER PRIMARY KEY,
    count     INTEGER NOT NULL
);

INSERT OR IGNORE INTO schema_version (version, applied_at) VALUES (7, CAST(strftime('%s', 'now') AS INTEGER) * 1000000);

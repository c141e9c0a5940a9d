-- What is kept of held messages as they came, before inspection, where a tenant wants that. Repeatable.

-- Encrypted; written and deleted in the transactions of its case. Whoever deletes switches secure_delete on, so that nothing of a row stays in a free page.
CREATE TABLE IF NOT EXISTS deliberation_raw (
    tenant_id TEXT NOT NULL,
    case_id   TEXT NOT NULL,
    key_id    TEXT NOT NULL, -- names the silo's key
    salt      BLOB NOT NULL, -- of this row alone; without it the key opens nothing
    sealed    BLOB NOT NULL,
    PRIMARY KEY (tenant_id, case_id)
) WITHOUT ROWID;

INSERT OR IGNORE INTO schema_version (version, applied_at) VALUES (13, CAST(strftime('%s', 'now') AS INTEGER) * 1000000);

-- What of a case the journal has. Repeatable.

-- A row stands in the transaction of its message, so a case that is interrupted between publishing and settling finds it however much later.
-- Its end without a delivery is a row too, so that of the two only one can be.
CREATE TABLE IF NOT EXISTS deliberation_delivery (
    tenant_id       TEXT NOT NULL,
    case_id         TEXT NOT NULL,
    idempotency_key TEXT NOT NULL, -- of the message, one for each receiver; empty: the case ended without a delivery
    PRIMARY KEY (tenant_id, case_id, idempotency_key)
) WITHOUT ROWID;

INSERT OR IGNORE INTO schema_version (version, applied_at) VALUES (12, CAST(strftime('%s', 'now') AS INTEGER) * 1000000);

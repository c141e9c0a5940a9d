-- Which cases are over and keep what people said of them, so that retention finds them without looking at all. Repeatable.

-- Deleted with what it stands for; the case's row, its deliveries and its evidence stay.
CREATE TABLE IF NOT EXISTS deliberation_ended (
    tenant_id TEXT    NOT NULL,
    case_id   TEXT    NOT NULL,
    ended_at  INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, case_id)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS deliberation_ended_by_time ON deliberation_ended (tenant_id, ended_at, case_id);

-- Those that ended before this table was there. A case that has nothing to lose any more is found once, and taken out.
INSERT OR IGNORE INTO deliberation_ended (tenant_id, case_id, ended_at)
    SELECT tenant_id, case_id, coalesce(CAST(strftime('%s', json_extract(body, '$.ChangedAt')) AS INTEGER) * 1000000, opened_at)
    FROM deliberation_case WHERE state > 3;

INSERT OR IGNORE INTO schema_version (version, applied_at) VALUES (15, CAST(strftime('%s', 'now') AS INTEGER) * 1000000);

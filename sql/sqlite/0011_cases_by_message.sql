-- Finds the cases of a message that another names as its parent. Repeatable.

CREATE INDEX IF NOT EXISTS deliberation_case_by_message ON deliberation_case (tenant_id, message_id);

INSERT OR IGNORE INTO schema_version (version, applied_at) VALUES (11, CAST(strftime('%s', 'now') AS INTEGER) * 1000000);

-- Finds the cases of a message that its own sender names as a parent. Repeatable.

DROP INDEX IF EXISTS deliberation_case_by_message;
CREATE INDEX IF NOT EXISTS deliberation_case_by_senders_message ON deliberation_case (tenant_id, sender, message_id);

INSERT OR IGNORE INTO schema_version (version, applied_at) VALUES (14, CAST(strftime('%s', 'now') AS INTEGER) * 1000000);

-- Reminders, for the lane of the Microsoft packages; see 0001. Repeatable.

-- One counter for all versions: a reminder that was deleted and made again never has an old one.
CREATE SEQUENCE IF NOT EXISTS orleans_reminder_version AS integer CYCLE;

CREATE TABLE IF NOT EXISTS orleans_reminder (
    service_id text        NOT NULL, -- the installation
    tenant_id  text        NOT NULL GENERATED ALWAYS AS (split_part(grain_id, '/', 2)) STORED,
    grain_id   text        NOT NULL, -- type/key, and our keys begin with the tenant
    name       text        NOT NULL,
    grain_hash integer     NOT NULL, -- the provider's, as a signed number
    start_at   timestamptz NOT NULL,
    period_ms  bigint      NOT NULL,
    version    integer     NOT NULL, -- the ETag
    PRIMARY KEY (service_id, tenant_id, grain_id, name)
);

CREATE INDEX IF NOT EXISTS orleans_reminder_by_hash ON orleans_reminder (service_id, grain_hash);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('UpsertReminderRowKey', $query$
INSERT INTO orleans_reminder (service_id, grain_id, name, grain_hash, start_at, period_ms, version)
VALUES (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period, nextval('orleans_reminder_version'))
ON CONFLICT (service_id, tenant_id, grain_id, name) DO UPDATE
SET grain_hash = excluded.grain_hash, start_at = excluded.start_at, period_ms = excluded.period_ms, version = excluded.version
RETURNING version AS Version
$query$),

('ReadReminderRowsKey', $query$
SELECT grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version
FROM orleans_reminder
WHERE service_id = @ServiceId AND tenant_id = split_part(@GrainId, '/', 2) AND grain_id = @GrainId
$query$),

('ReadReminderRowKey', $query$
SELECT grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version
FROM orleans_reminder
WHERE service_id = @ServiceId AND tenant_id = split_part(@GrainId, '/', 2) AND grain_id = @GrainId AND name = @ReminderName
$query$),

-- The hashes form a ring: above begin up to end, or, where the range passes the largest hash, the rest of it.
('ReadRangeRows1Key', $query$
SELECT grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version
FROM orleans_reminder
WHERE service_id = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash
$query$),

('ReadRangeRows2Key', $query$
SELECT grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version
FROM orleans_reminder
WHERE service_id = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)
$query$),

('DeleteReminderRowKey', $query$
WITH gone AS (
    DELETE FROM orleans_reminder
    WHERE service_id = @ServiceId AND tenant_id = split_part(@GrainId, '/', 2)
      AND grain_id = @GrainId AND name = @ReminderName AND version = @Version
    RETURNING 1
)
SELECT count(*)::integer AS Deleted FROM gone
$query$),

('DeleteReminderRowsKey', $query$
DELETE FROM orleans_reminder WHERE service_id = @ServiceId
$query$)
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO schema_version (version) VALUES (2) ON CONFLICT DO NOTHING;

-- State of grains, for the lane of the Microsoft packages: their ADO.NET provider reads its statements from OrleansQuery by key and
-- passes the parameters named in them. PostgreSQL 13 or newer. Repeatable.

CREATE TABLE IF NOT EXISTS schema_version (
    version    integer     NOT NULL PRIMARY KEY,
    applied_at timestamptz NOT NULL DEFAULT now()
);

-- Name and columns are the provider's.
CREATE TABLE IF NOT EXISTS OrleansQuery (
    QueryKey  text NOT NULL PRIMARY KEY,
    QueryText text NOT NULL
);

CREATE TABLE IF NOT EXISTS orleans_state (
    service_id text        NOT NULL, -- the installation
    tenant_id  text        NOT NULL GENERATED ALWAYS AS (split_part(grain_key, '/', 1)) STORED, -- the runtime's own grains have other words there
    grain_key  text        NOT NULL, -- empty for keys that are numbers; ours are none, as each holds a slash
    key_high   bigint      NOT NULL, -- the number, 0 for a text key
    key_low    bigint      NOT NULL,
    state_name text        NOT NULL, -- unique over all grain classes
    version    integer     NOT NULL, -- the ETag; grows with each write and each clear
    payload    bytea,                -- JSON, the record's SchemaVersion inside; null: cleared
    written_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (service_id, tenant_id, grain_key, state_name, key_high, key_low)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', $query$
SELECT payload AS PayloadBinary, version AS Version
FROM orleans_state
WHERE service_id = @ServiceId
  AND tenant_id = split_part(coalesce(@GrainIdExtensionString, ''), '/', 1)
  AND grain_key = coalesce(@GrainIdExtensionString, '')
  AND state_name = @GrainTypeString
  AND key_high = @GrainIdN0 AND key_low = @GrainIdN1
$query$),

-- No version sent: the record must be new. No row comes back where it was written by somebody else, which is a conflict.
('WriteToStorageKey', $query$
WITH changed AS (
    UPDATE orleans_state
    SET payload = @PayloadBinary, version = version + 1, written_at = now()
    WHERE service_id = @ServiceId
      AND tenant_id = split_part(coalesce(@GrainIdExtensionString, ''), '/', 1)
      AND grain_key = coalesce(@GrainIdExtensionString, '')
      AND state_name = @GrainTypeString
      AND key_high = @GrainIdN0 AND key_low = @GrainIdN1
      AND version = @GrainStateVersion
    RETURNING version
), made AS (
    INSERT INTO orleans_state (service_id, grain_key, key_high, key_low, state_name, version, payload)
    SELECT @ServiceId, coalesce(@GrainIdExtensionString, ''), @GrainIdN0, @GrainIdN1, @GrainTypeString, 1, @PayloadBinary
    WHERE @GrainStateVersion IS NULL
    ON CONFLICT DO NOTHING
    RETURNING version
)
SELECT version AS NewGrainStateVersion FROM changed
UNION ALL
SELECT version FROM made
$query$),

-- The row stays, so that a version never comes twice.
('ClearStorageKey', $query$
UPDATE orleans_state
SET payload = NULL, version = version + 1, written_at = now()
WHERE service_id = @ServiceId
  AND tenant_id = split_part(coalesce(@GrainIdExtensionString, ''), '/', 1)
  AND grain_key = coalesce(@GrainIdExtensionString, '')
  AND state_name = @GrainTypeString
  AND key_high = @GrainIdN0 AND key_low = @GrainIdN1
  AND version = @GrainStateVersion
RETURNING version AS NewGrainStateVersion
$query$),

('DeleteStorageKey', $query$
DELETE FROM orleans_state
WHERE service_id = @ServiceId
  AND tenant_id = split_part(coalesce(@GrainIdExtensionString, ''), '/', 1)
  AND grain_key = coalesce(@GrainIdExtensionString, '')
  AND state_name = @GrainTypeString
  AND key_high = @GrainIdN0 AND key_low = @GrainIdN1
  AND version = @GrainStateVersion
RETURNING version + 1 AS NewGrainStateVersion
$query$)
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO schema_version (version) VALUES (1) ON CONFLICT DO NOTHING;

namespace AgentBus.Silo.Options;

/// <summary>
/// The names by which the sources call settings (CFG-02 to CFG-05, BUS-04). A name stands where it is written: as a variable of the
/// environment or in a file it is as strong as that source, and weaker there than the name of our own.
/// </summary>
internal static class SettingSpellings
{
    private const string Hash = "AgentBus:Bus:ConstitutionalHash";
    private const string Redis = "AgentBus:Cluster:Redis";
    private const string Postgres = "AgentBus:Cluster:Postgres";
    private const string Omega = "the experimental Omega lane";
    private const string Registry = "a policy registry outside the bus; the tenant's grain is it";
    private const string Antifragility = "antifragility";
    private const string OfClients = "clients, not the silo";
    private const string Streams = "NATS and Kafka, whose place streams and the journal take (STR-07)";
    private const string Bridge = "the Matrix bridge";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SettingSpelling> All { get; } =
    [
        new("CONSTITUTIONAL_HASH", Hash, "CFG-02"),
        new("REDIS_URL", Redis, "CFG-02, CFG-05"),
        new("ARQONBUS_REDIS_URL", Redis, "CFG-03"),
        new("ARQONBUS_VALKEY_URL", Redis, "CFG-03"),
        new("ConnectionStrings:Redis", Redis, "CFG-04"),
        new("redis:url", Redis, "CFG-04"),
        new("DATABASE_URL", Postgres, "CFG-05"),
        new("ARQONBUS_POSTGRES_URL", Postgres, "CFG-03"),
        new("ConnectionStrings:Postgres", Postgres, "CFG-04"),
        new("postgres:url", Postgres, "CFG-04"),
        new("security:mtls:ca_cert", "AgentBus:Listen:ClientAuthorityFile", "CFG-04"),
        new("nats:jetstream:dead_letter:max_deliveries", "AgentBus:Queues:MaxDeliveries", "CFG-04"),
        new("ARQONBUS_SERVER_HOST", "AgentBus:Listen:Host", "CFG-03"),
        new("ARQONBUS_SERVER_PORT", "AgentBus:Listen:PublicPort", "CFG-03, T-24"),
        new("ARQONBUS_MAX_CONNECTIONS", "AgentBus:Gateway:MaxConnections", "CFG-03"),
        new("ARQONBUS_MAX_MESSAGE_SIZE", "AgentBus:Gateway:MaxMessageBytes", "CFG-03"),
        new("USE_RUST_BACKEND", "AgentBus:Bus:PreparePolicies", "CFG-02, BUS-04, VAL-04"),
        new("METRICS_ENABLED", null, "CFG-02", "metrics"),
        new("METERING_ENABLED", null, "CFG-02, BUS-04", "metering"),
        new("POLICY_REGISTRY_URL", null, "CFG-02, POL-10", Registry),
        new("OPA_URL", "AgentBus:Opa:Url", "CFG-02, CFG-05, VAL-03"),
        new("USE_DYNAMIC_POLICY", null, "BUS-04, VAL-02", "a switch for dynamic policies; a tenant has them as soon as a bundle of it is in force"),
        new("POLICY_FAIL_CLOSED", null, "BUS-04, VAL-07, T-05", "a switch for all tenants; what there is fails closed, unless a tenant's Policies:FallsBackToRules says else"),
        new("USE_REDIS_REGISTRY", null, "BUS-04", "the registry in Redis; agents are found by their grains"),
        new("AUDIT_SERVICE_URL", null, "BUS-04", "an audit service outside the bus"),
        new("USE_KAFKA", null, "BUS-04", Streams),
        new("KAFKA_BOOTSTRAP_SERVERS", null, "BUS-04", Streams),
        new("NATS_URL", null, "CFG-05", Streams),
        new("HEALTH_AGGREGATOR_ENABLED", null, "CFG-02", Antifragility),
        new("RECOVERY_ORCHESTRATOR_ENABLED", null, "CFG-02", Antifragility),
        new("CIRCUIT_BREAKER_ENABLED", null, "CFG-02", Antifragility),
        new("MATRIX_HOMESERVER", null, "CFG-05", Bridge),
        new("ACE_COMMS_URL", null, "CFG-05", Bridge),
        new("ARQONBUS_CASIL_ENABLED", "AgentBus:Inspection:Enabled", "CFG-03, CAS-07, T-49"),
        new("ARQONBUS_CASIL_MODE", "AgentBus:Inspection:Policy:Mode", "CFG-03, CAS-07, T-49"),
        new("ARQONBUS_CASIL_DEFAULT_DECISION", "AgentBus:Inspection:Policy:DefaultDecision", "CFG-03, CAS-07, T-49"),
        new("ARQONBUS_CASIL_SCOPE_INCLUDE", "AgentBus:Inspection:Policy:ScopeInclude", "CFG-03, CAS-07, T-49"),
        new("ARQONBUS_CASIL_SCOPE_EXCLUDE", "AgentBus:Inspection:Policy:ScopeExclude", "CFG-03, CAS-07, T-49"),
        new("ARQONBUS_CASIL_MAX_INSPECT_BYTES", "AgentBus:Inspection:Policy:MaxInspectBytes", "CFG-03, CAS-07, T-49"),
        new("ARQONBUS_CASIL_MAX_PATTERNS", "AgentBus:Inspection:Policy:MaxPatterns", "CFG-03, CAS-07, T-49"),
        new("ARQONBUS_CASIL_MAX_PAYLOAD_BYTES", "AgentBus:Inspection:Policy:MaxPayloadBytes", "CFG-03, CAS-07, T-49"),
        new("ARQONBUS_CASIL_BLOCK_ON_PROBABLE_SECRET", "AgentBus:Inspection:Policy:BlockOnProbableSecret", "CFG-03, CAS-07, T-49"),
        new("ARQONBUS_CASIL_REDACTION_PATHS", "AgentBus:Inspection:Policy:RedactionPaths", "CFG-03, CAS-07, T-49"),
        new("ARQONBUS_CASIL_TRANSPORT_REDACTION", "AgentBus:Inspection:Policy:TransportRedaction", "CFG-03, CAS-07, T-49"),
        new("ARQONBUS_CASIL_METADATA_TO_LOGS", "AgentBus:Inspection:Policy:MetadataToLogs", "CFG-03, CAS-07, T-49"),
        new("ARQONBUS_CASIL_METADATA_TO_TELEMETRY", "AgentBus:Inspection:Policy:MetadataToTelemetry", "CFG-03, CAS-07, T-49"),
        new("ARQONBUS_CASIL_METADATA_TO_ENVELOPE", "AgentBus:Inspection:Policy:MetadataToEnvelope", "CFG-03, CAS-07, T-49"),
        new("ARQONBUS_CASIL_REDACTION_PATTERNS", null, "CFG-03, T-49", "a list of patterns in one text; AgentBus:Inspection:Policy:RedactionPatterns is a list, since a pattern may hold a comma"),
        new("ARQONBUS_CASIL_NEVER_LOG_PAYLOAD_FOR", null, "CFG-03, CAS-21, T-49", "rooms whose payloads are not logged; no room's are"),
        new("casil:enabled", "AgentBus:Inspection:Enabled", "CFG-03, CAS-04..07, T-49"),
        new("casil:mode", "AgentBus:Inspection:Policy:Mode", "CFG-03, CAS-04..07, T-49"),
        new("casil:default_decision", "AgentBus:Inspection:Policy:DefaultDecision", "CFG-03, CAS-04..07, T-49"),
        new("casil:scope:include", "AgentBus:Inspection:Policy:ScopeInclude", "CFG-03, CAS-04..07, T-49"),
        new("casil:scope:exclude", "AgentBus:Inspection:Policy:ScopeExclude", "CFG-03, CAS-04..07, T-49"),
        new("casil:limits:max_inspect_bytes", "AgentBus:Inspection:Policy:MaxInspectBytes", "CFG-03, CAS-04..07, T-49"),
        new("casil:limits:max_patterns", "AgentBus:Inspection:Policy:MaxPatterns", "CFG-03, CAS-04..07, T-49"),
        new("casil:limits:oversize_behavior", "AgentBus:Inspection:Policy:Oversize", "CFG-03, CAS-04..07, T-49"),
        new("casil:expose_metadata_to_clients", "AgentBus:Inspection:Policy:MetadataToEnvelope", "CFG-03, CAS-04..07, T-49"),
        new("casil:persist_metadata_in_history", null, "CAS-07, T-49", "a stamp that receivers get and the history does not keep; AgentBus:Inspection:Policy:MetadataToEnvelope is for both"),
        new("casil:limits:max_policies", null, "CAS-06, T-49", "several policies of a tenant; it has one"),
        new("ARQONBUS_OMEGA_ENABLED", null, "CFG-03, CMD-16", Omega),
        new("ARQONBUS_OMEGA_LAB_ROOM", null, "CFG-03, CMD-16", Omega),
        new("ARQONBUS_OMEGA_LAB_CHANNEL", null, "CFG-03, CMD-16", Omega),
        new("ARQONBUS_OMEGA_MAX_EVENTS", null, "CFG-03, CMD-16", Omega),
        new("ARQONBUS_OMEGA_MAX_SUBSTRATES", null, "CFG-03, CMD-16", Omega),
        new("ARQONBUS_AUTH_JWT", null, "CFG-03", OfClients),
        new("ARQONBUS_WS_URL", null, "CFG-03", OfClients),
        new("casil:*", null, "CFG-03, T-49", "an unknown part of the CASIL policy; see AgentBus:Inspection"),
        new("nats:*", null, "CFG-04", Streams),
        new("redis:*", null, "CFG-04", "how Redis itself is set up; only its address is ours"),
        new("postgres:*", null, "CFG-04", "the pool of connections to PostgreSQL, which its connection string sets"),
        new("matrix:*", null, "CFG-04", Bridge),
        new("opa:url", "AgentBus:Opa:Url", "CFG-04, POL-07, VAL-03"),
        new("opa:bundle", null, "CFG-04, POL-07", "a bundle in the settings; operators bring bundles (agentbus policies push), each with its tests"),
        new("opa:decision_log", null, "CFG-04, POL-07", "a switch for the decision log; it is always kept, in the evidence of each message"),
        new("opa:*", null, "CFG-04", "a layout of settings that is not ours; see AgentBus:Opa"),
        new("ehi:enabled", "AgentBus:Ehi:Enabled", "CFG-04, EHI-03"),
        new("ehi:default_threshold", "AgentBus:Ehi:DefaultThreshold", "CFG-04, EHI-03"),
        new("ehi:*", null, "CFG-04", "a layout of settings that is not ours; see AgentBus:Ehi"),
        new("security:*", null, "CFG-04", "a layout of settings that is not ours; see AgentBus:Listen and AgentBus:SecretsDirectory"),
    ];

    /// <summary>The names that stand for settings, by setting.</summary>
    public static ILookup<string, string> ByKey { get; } =
        All.Where(static spelling => spelling.Key is not null).ToLookup(static spelling => spelling.Key!, static spelling => spelling.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The spelling that covers a key; null: none does. A name comes before a whole section.</summary>
    public static SettingSpelling? Find(string key) => All.FirstOrDefault(spelling => spelling.Covers(key));
}

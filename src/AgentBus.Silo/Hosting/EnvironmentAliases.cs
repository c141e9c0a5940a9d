namespace AgentBus.Silo.Hosting;

/// <summary>Environment variables that the sources name (CFG-02, CFG-05), and the settings that they stand for.</summary>
internal static class EnvironmentAliases
{
    /// <summary>Variable and key.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CONSTITUTIONAL_HASH"] = "AgentBus:Bus:ConstitutionalHash",
        ["REDIS_URL"] = "AgentBus:Cluster:Redis",
        ["DATABASE_URL"] = "AgentBus:Cluster:Postgres",
    };

    /// <summary>The settings that are set this way.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Read(Func<string, string?> read) =>
        from alias in All
        let value = read(alias.Key)
        where !string.IsNullOrEmpty(value)
        select new KeyValuePair<string, string?>(alias.Value, value);
}

namespace AgentBus.Silo.Options;

/// <summary>The keys for what tenants keep of held messages as they came (Tenants:…:Deliberation:KeepRawContent). A key is 32 random bytes as base64: <c>openssl rand -base64 32</c>.</summary>
internal sealed class RawContentOptions
{
    /// <summary>The file of the key that encrypts; empty: Development makes one in the data directory, production keeps nothing. Security: readable by the bus only, and kept apart from the data directory and its backups: who has both reads what is kept.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>Files of keys that encrypted before, and only decrypt now. Security: destroy a key once nothing is kept that it encrypted; remnants of deleted rows in logs and backups can then be read by nobody.</summary>
    public IList<string> FormerKeyFiles { get; set; } = [];
}

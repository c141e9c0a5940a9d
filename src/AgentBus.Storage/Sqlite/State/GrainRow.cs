using Orleans.Runtime;

namespace AgentBus.Storage.Sqlite;

/// <summary>How rows name a grain: its tenant, which its key begins with, and its id.</summary>
internal readonly record struct GrainRow(string Tenant, string Id)
{
    public static GrainRow Of(GrainId grain)
    {
        var key = grain.Key.ToString()!;
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return new GrainRow(slash < 0 ? "" : key[..slash], grain.ToString());
    }
}

using AgentBus.Domain.Ledger;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>A silo that signs its ledgers and hands the heads to a folder beside its own.</summary>
public sealed class LedgerCluster : BusCluster
{
    public LedgerCluster()
        : this(Directory.CreateTempSubdirectory("agentbus-heads-").FullName)
    {
    }

    private LedgerCluster(string heads)
        : base((BusSilo.HeadFolderKey, heads), (BusSilo.LedgerKeyKey, LedgerKey.Generate().ExportPrivatePem())) => Heads = heads;

    /// <summary>Where the heads are.</summary>
    public string Heads { get; }
}

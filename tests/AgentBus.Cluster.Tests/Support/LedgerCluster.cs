using AgentBus.Domain.Ledger;
using AgentBus.TestKit;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>A silo that signs its ledgers and hands the heads to a folder beside its own.</summary>
public sealed class LedgerCluster : BusCluster
{
    private readonly TemporaryDirectory _heads;

    public LedgerCluster()
        : this(new TemporaryDirectory("heads"))
    {
    }

    private LedgerCluster(TemporaryDirectory heads)
        : base((BusSilo.HeadFolderKey, heads.Path), (BusSilo.LedgerKeyKey, LedgerKey.Generate().ExportPrivatePem())) => _heads = heads;

    /// <summary>Where the heads are.</summary>
    public string Heads => _heads.Path;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _heads.Dispose();
        GC.SuppressFinalize(this);
    }
}

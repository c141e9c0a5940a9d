using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>Signs tree heads with one key.</summary>
internal sealed class TestSigner(string pem) : ITreeHeadSigner
{
    private readonly LedgerKeyRing _ring = new("test", [LedgerKey.FromPem(pem)]);

    public SignedTreeHead? Sign(string tenant, TreeHead head, DateTimeOffset at) => _ring.Sign(tenant, head, at);

    public SignedTreeHead? Verify(string tenant, string note) => _ring.Check(tenant, note) is { Verdict: CheckpointVerdict.Valid } check ? check.Head : null;
}

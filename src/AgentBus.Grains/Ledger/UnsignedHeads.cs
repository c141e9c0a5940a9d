using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Grains.Ledger;

/// <summary>What stands where no keys are: ledgers grow, and nobody answers for them.</summary>
internal sealed class UnsignedHeads : ITreeHeadSigner
{
    public SignedTreeHead? Sign(string tenant, TreeHead head, DateTimeOffset at) => null;

    public SignedTreeHead? Verify(string tenant, string note) => null;
}

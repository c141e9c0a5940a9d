using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>Answers for tree heads with the key of the time. Thread-safe.</summary>
public interface ITreeHeadSigner
{
    /// <summary>Signs a head; null: no key is valid at the time.</summary>
    SignedTreeHead? Sign(string tenant, TreeHead head, DateTimeOffset at);

    /// <summary>Whether a checkpoint is the tenant's and signed by a key of the ring; the head where it is.</summary>
    SignedTreeHead? Verify(string tenant, string note);
}

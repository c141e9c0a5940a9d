namespace AgentBus.Domain.Admission;

/// <summary>
/// An agent's memory of the keys that it sent under within the window, delivered, held or on their way (MSG-09).
/// It must hold the keys of the messages before in the same batch too. Not thread-safe: it belongs to one activation.
/// </summary>
public interface IDeliveredKeys
{
    /// <summary>Looks a key up; the digest tells a retry from another message.</summary>
    KeyLookup Find(string idempotencyKey, ReadOnlyMemory<byte> bodyDigest);
}

using AgentBus.Model;

namespace AgentBus.Domain.Agents;

/// <summary>
/// Judges the receivers of messages that ask for a capability by what the directory says of them (AGT-02). Read before a batch is admitted,
/// since admission does not wait. Immutable and thread-safe.
/// </summary>
/// <param name="receivers">What the directory says of each receiver.</param>
public sealed class RequiredCapabilities(IReadOnlyDictionary<AgentKey, Result<AgentEntry>> receivers)
{
    private static readonly Refusal Missing = new(
        Code.CapabilityMissing, "The receiver does not have the capability that the header required-capability names; the directory finds agents that have it.");

    // Fail closed: what is not known is not taken for granted.
    private static readonly Refusal Unknown = new(Code.CapabilityMissing, "What the receiver can do is not known; send the message again.");

    /// <summary>Nothing was asked for.</summary>
    public static RequiredCapabilities None { get; } = new(new Dictionary<AgentKey, Result<AgentEntry>>());

    /// <summary>Why the receiver does not get a message that asks for this capability; null: it does. An empty one asks for nothing.</summary>
    public Refusal? Judge(string wanted, AgentKey receiver) =>
        wanted.Length == 0 ? null
        : !receivers.TryGetValue(receiver, out var found) ? Unknown
        : !found.IsOk ? found.Refusal
        : Capabilities.Cover(found.Value.Description.Capabilities, wanted) ? null
        : Missing;
}

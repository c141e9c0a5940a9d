using Orleans;

namespace AgentBus.Model;

/// <summary>Where the messages of a publish stand; the commit is done.</summary>
/// <param name="Epoch">The history that the sequences belong to.</param>
/// <param name="FirstSequence">The place of the first message; the others follow it without a hole. 0 when refused.</param>
/// <param name="Refusal">Why none of them was stored; null when all were.</param>
/// <param name="IsSpilled">They are stored for good, but wait in the overflow of a queue that is full, and have no places yet.</param>
[GenerateSerializer, Immutable, Alias("agentbus.PublishResult")]
public sealed record PublishResult(
    [property: Id(0)] ulong Epoch,
    [property: Id(1)] long FirstSequence,
    [property: Id(2)] Refusal? Refusal,
    [property: Id(3)] bool IsSpilled = false)
{
    /// <summary>The answer for messages that wait in the overflow.</summary>
    public static PublishResult Spilled { get; } = new(0, 0, null, IsSpilled: true);
}

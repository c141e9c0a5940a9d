using Orleans;

namespace AgentBus.Model;

/// <summary>A message that is to wait for people, on its way to its case.</summary>
/// <param name="Envelope">The message as admitted.</param>
/// <param name="Stamp">What the bus says of it.</param>
/// <param name="Verdict">Why it is held.</param>
/// <param name="Route">Where it goes when it is approved.</param>
/// <param name="Target">The same as clients name it.</param>
/// <param name="Sender">Who sent it, as its credential says.</param>
/// <param name="RegisteredOwner">Who answers for it, as its registration says; may be empty.</param>
[GenerateSerializer, Immutable, Alias("agentbus.ParkRequest")]
public sealed record ParkRequest(
    [property: Id(0)] Envelope Envelope,
    [property: Id(1)] Stamp Stamp,
    [property: Id(2)] Verdict Verdict,
    [property: Id(3)] CaseRoute Route,
    [property: Id(4)] string Target,
    [property: Id(5)] Principal Sender,
    [property: Id(6)] string RegisteredOwner)
{
    /// <summary>The serialised message as it came, where inspection changed it and the tenant keeps that; else empty.</summary>
    [Id(7)] public ReadOnlyMemory<byte> Received { get; init; }
}

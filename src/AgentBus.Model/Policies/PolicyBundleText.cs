using Orleans;

namespace AgentBus.Model;

/// <summary>A bundle as silos get it.</summary>
/// <param name="Revision">The SHA-256 of its files in lower-case hex: the same content has the same revision.</param>
/// <param name="Label">The revision that its manifest names; empty: none.</param>
/// <param name="Archive">The files: tar, compressed with gzip.</param>
[GenerateSerializer, Immutable, Alias("agentbus.PolicyBundleText")]
public sealed record PolicyBundleText(
    [property: Id(0)] string Revision,
    [property: Id(1)] string Label,
    [property: Id(2)] ReadOnlyMemory<byte> Archive);

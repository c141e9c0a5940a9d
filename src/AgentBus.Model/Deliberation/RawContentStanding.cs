using Orleans;

namespace AgentBus.Model;

/// <summary>What there is of a message as it came, for the one who looks at its case. It never holds any of it.</summary>
/// <param name="State">What became of it.</param>
/// <param name="MayLook">Who asks may see it now, with a reason, and on record.</param>
/// <param name="WhyNot">Why not; empty: they may.</param>
[GenerateSerializer, Immutable, Alias("agentbus.RawContentStanding")]
public sealed record RawContentStanding(
    [property: Id(0)] RawContentState State = RawContentState.None, [property: Id(1)] bool MayLook = false, [property: Id(2)] string WhyNot = "");

using Orleans;

namespace AgentBus.Model;

/// <summary>What admission decided in one minute.</summary>
/// <param name="At">When the minute began.</param>
/// <param name="Passed">Messages that passed.</param>
/// <param name="Held">Messages that were held for people.</param>
/// <param name="Refused">Messages that were refused.</param>
/// <param name="Redacted">Messages whose content inspection changed.</param>
[GenerateSerializer, Immutable, Alias("agentbus.FigureMinute")]
public sealed record FigureMinute(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] long Passed, [property: Id(2)] long Held, [property: Id(3)] long Refused, [property: Id(4)] long Redacted)
{
    /// <summary>All messages that were judged.</summary>
    public long All => Passed + Held + Refused;
}

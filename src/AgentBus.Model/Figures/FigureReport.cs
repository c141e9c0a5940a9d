using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>What admission decided on a silo for one tenant since the last report.</summary>
/// <param name="Passed">Messages that passed.</param>
/// <param name="Redacted">Messages whose content inspection changed; they passed or were held, and are counted there too.</param>
/// <param name="Stopped">Messages that did not pass, by stage and outcome.</param>
[GenerateSerializer, Immutable, Alias("agentbus.FigureReport")]
public sealed record FigureReport([property: Id(0)] long Passed, [property: Id(1)] long Redacted, [property: Id(2)] ImmutableArray<StageCount> Stopped);

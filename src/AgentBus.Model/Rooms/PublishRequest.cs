using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>Admitted messages of one sender for one channel, in order.</summary>
/// <param name="Sender">The sender.</param>
/// <param name="Messages">The messages.</param>
[GenerateSerializer, Immutable, Alias("agentbus.PublishRequest")]
public sealed record PublishRequest(
    [property: Id(0)] AgentKey Sender,
    [property: Id(1)] ImmutableArray<AdmittedMessage> Messages);

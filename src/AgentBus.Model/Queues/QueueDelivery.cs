using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>What a queue hands to one consumer at once. Each message is to be settled; what is not is handed out again.</summary>
/// <param name="Queue">An agent's inbox, or a work-queue channel.</param>
/// <param name="Epoch">The history that the sequences belong to.</param>
/// <param name="Messages">The messages, by priority and then by sequence.</param>
[GenerateSerializer, Immutable, Alias("agentbus.QueueDelivery")]
public sealed record QueueDelivery(
    [property: Id(0)] ChannelKey Queue,
    [property: Id(1)] ulong Epoch,
    [property: Id(2)] ImmutableArray<QueueMessage> Messages);

using Orleans;

namespace AgentBus.Model;

/// <summary>
/// What the bus remembers of recent messages, for policies that judge a message by those before it. It holds kinds, classifications, findings, targets
/// and times, never content.
/// </summary>
/// <param name="SenderEntries">Kinds of messages remembered of each sender, 0 to 64; 0: none.</param>
/// <param name="ConversationEntries">Kinds of messages remembered of each conversation, whoever sent them, 0 to 64; 0: none.</param>
/// <param name="Conversations">Conversations of the tenant remembered on a silo, 1 to 10,000.</param>
/// <param name="Window">A message is remembered so long, 1 second to 15 minutes.</param>
[GenerateSerializer, Immutable, Alias("agentbus.SequenceSettings")]
public sealed record SequenceSettings(
    [property: Id(0)] int SenderEntries = 32,
    [property: Id(1)] int ConversationEntries = 32,
    [property: Id(2)] int Conversations = 1_000,
    TimeSpan Window = default)
{
    /// <summary>The longest window: an agent that was idle for longer leaves the memory, and what it did in it with it.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromMinutes(15);

    /// <summary>A message is remembered so long.</summary>
    [Id(3)] public TimeSpan Window { get; init; } = Window == default ? LongestWindow : Window;
}

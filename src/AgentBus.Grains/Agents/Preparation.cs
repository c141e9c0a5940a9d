using AgentBus.Domain.Agents;

namespace AgentBus.Grains.Agents;

/// <summary>What was looked up of a batch before it is judged.</summary>
/// <param name="Capabilities">What its receivers can do, where that is asked for.</param>
/// <param name="Outers">What people said of the messages that its own are part of.</param>
internal sealed record Preparation(RequiredCapabilities Capabilities, OuterMessages Outers)
{
    /// <summary>Nothing had to be.</summary>
    public static Preparation None { get; } = new(RequiredCapabilities.None, OuterMessages.None);
}

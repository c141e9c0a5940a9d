using Orleans;

namespace AgentBus.Model;

/// <summary>Someone whom a message names as its receiver, unchecked.</summary>
/// <param name="Type">A group is expanded to its members (AGT-05); all others have an inbox of their own.</param>
/// <param name="Id">The agent's id, or the group's.</param>
[GenerateSerializer, Immutable, Alias("agentbus.Recipient")]
public readonly record struct Recipient([property: Id(0)] EntityType Type, [property: Id(1)] string Id)
{
    /// <summary>It stands for several.</summary>
    public bool IsGroup => Type == EntityType.Group;
}

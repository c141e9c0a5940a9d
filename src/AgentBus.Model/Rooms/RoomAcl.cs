using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>Who may use a room. Empty role lists: everyone of the tenant whose subject patterns allow it.</summary>
/// <param name="PublishRoles">One of these is needed to publish.</param>
/// <param name="SubscribeRoles">One of these is needed to follow or read.</param>
/// <param name="ManageRoles">One of these is needed to create and delete channels; empty: admin.</param>
/// <param name="MaxClassification">No content above this is accepted.</param>
/// <param name="MinClearance">A member needs at least this clearance, 0 to 5.</param>
[GenerateSerializer, Immutable, Alias("agentbus.RoomAcl")]
public sealed record RoomAcl(
    [property: Id(0)] ImmutableArray<string> PublishRoles,
    [property: Id(1)] ImmutableArray<string> SubscribeRoles,
    [property: Id(2)] ImmutableArray<string> ManageRoles,
    [property: Id(3)] Classification MaxClassification,
    [property: Id(4)] int MinClearance)
{
    /// <summary>Open to the tenant.</summary>
    public static RoomAcl Open { get; } = new([], [], [], Classification.Secret, 0);
}

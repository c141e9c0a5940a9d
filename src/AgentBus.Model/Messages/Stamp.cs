using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>What the bus itself says of a message: never part of the sender's bytes, always beside them.</summary>
/// <param name="Sender">The principal that sent it.</param>
/// <param name="SenderType">What the principal is, from the credential.</param>
/// <param name="SenderRoles">The roles it had.</param>
/// <param name="Status">Where the message stands.</param>
/// <param name="Validated">The constitutional hash was checked and right.</param>
/// <param name="Impact">0 to 1; null where it was not scored.</param>
/// <param name="Ehi">0 to 1; null where it was not scored.</param>
/// <param name="Classification">The effective classification.</param>
/// <param name="Tags">What inspection found.</param>
/// <param name="PolicyRevision">The revision of the tenant's settings that the decision was made by.</param>
/// <param name="Protocol">The protocol that it came in by (ADP-09): websocket, http, orleans; empty: it was not said, or the bus itself speaks.</param>
[GenerateSerializer, Immutable, Alias("agentbus.Stamp")]
public sealed record Stamp(
    [property: Id(0)] AgentKey Sender,
    [property: Id(1)] EntityType SenderType,
    [property: Id(2)] ImmutableArray<string> SenderRoles,
    [property: Id(3)] MessageStatus Status,
    [property: Id(4)] bool Validated,
    [property: Id(5)] double? Impact,
    [property: Id(6)] double? Ehi,
    [property: Id(7)] Classification Classification,
    [property: Id(8)] ImmutableArray<string> Tags,
    [property: Id(9)] string PolicyRevision,
    [property: Id(10)] string Protocol = "");

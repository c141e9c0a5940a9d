using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orleans;

namespace AgentBus.Model;

/// <summary>All that admission must know of a tenant, as one revision. Each silo compiles it once.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Revision">Grows by one with each change.</param>
/// <param name="Status">Whether traffic flows.</param>
/// <param name="AllowedInLockdown">Message types that pass during a lockdown.</param>
/// <param name="Environment">prod, staging or dev (TEN-06).</param>
/// <param name="Compliance">Markers such as pii_regulated.</param>
/// <param name="Quota">The token buckets.</param>
/// <param name="Roles">The roles.</param>
/// <param name="Rooms">The declared rooms.</param>
/// <param name="ApiKeys">The API keys.</param>
/// <param name="DisabledAgents">Agents that may do nothing (AGT-08).</param>
/// <param name="RevokedCredentials">Ids of credentials that are valid no more.</param>
/// <param name="PreviousHash">The constitutional hash before the current one, accepted during a rotation; empty: none.</param>
/// <param name="MaxMemberships">At most so many channels an agent follows (ROOM-13).</param>
/// <param name="Groups">Agents under one name (AGT-05); unset: none.</param>
/// <param name="RefuseDisabledReceivers">Messages to a disabled agent are refused; else they wait in its inbox until it is enabled.</param>
[GenerateSerializer, Immutable, Alias("agentbus.TenantSettings")]
public sealed record TenantSettings(
    [property: Id(0)] TenantKey Tenant,
    [property: Id(1)] long Revision,
    [property: Id(2)] TenantStatus Status,
    [property: Id(3)] ImmutableArray<MessageType> AllowedInLockdown,
    [property: Id(4)] string Environment,
    [property: Id(5)] ImmutableArray<string> Compliance,
    [property: Id(6)] QuotaSettings Quota,
    [property: Id(7)] ImmutableArray<RoleSettings> Roles,
    [property: Id(8)] ImmutableArray<RoomSettings> Rooms,
    [property: Id(9)] ImmutableArray<ApiKeySettings> ApiKeys,
    [property: Id(10)] ImmutableHashSet<string> DisabledAgents,
    [property: Id(11)] ImmutableHashSet<string> RevokedCredentials,
    [property: Id(12)] string PreviousHash,
    [property: Id(13)] int MaxMemberships,
    ImmutableArray<GroupSettings> Groups = default,
    [property: Id(15)] bool RefuseDisabledReceivers = false)
{
    /// <summary>Agents under one name (AGT-05). Settings that were stored before there were groups have none.</summary>
    [Id(14)] public ImmutableArray<GroupSettings> Groups { get; init; } = Groups.IsDefault ? [] : Groups;

    /// <summary>Send messages to channels elsewhere (ROOM-15), in this order. Settings that were stored before there were rules have none.</summary>
    [Id(16)] public ImmutableArray<RoutingRule> RoutingRules { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>How people decide (DEL-02); null: by <see cref="DeliberationSettings.Default"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Id(21)] public DeliberationSettings? Deliberation { get; init; }

    /// <summary>The same, with the defaults where nothing is said.</summary>
    [JsonIgnore]
    public DeliberationSettings Review => Deliberation ?? DeliberationSettings.Default;

    /// <summary>How messages are scored, and from which scores on people decide (EHI-01..05); null: by <see cref="ImpactSettings.Default"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Id(19)] public ImpactSettings? Impact { get; init; }

    /// <summary>What is remembered of recent messages, for policies; null: nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Id(20)] public SequenceSettings? Sequences { get; init; }

    /// <summary>The policies (VAL-02..06); null: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Id(18)] public PolicySettings? Policies { get; init; }

    /// <summary>What inspection does with the tenant's messages (CAS-01); null: what the silo's settings say for tenants without a policy of their own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Id(17)] public InspectionPolicy? Inspection { get; init; }

    /// <summary>An operator stopped the tenant: nobody has a session, and no message passes, whatever a lockdown would except. Settings that were stored before have it not.</summary>
    [Id(22), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool IsStopped { get; init; }
}

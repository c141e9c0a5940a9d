using AgentBus.Domain.Agents;
using AgentBus.Domain.Policies;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Quotas;
using AgentBus.Domain.Tenants;
using AgentBus.Model;

namespace AgentBus.Domain.Admission;

/// <summary>All that admission sees beside the message. One context serves a whole batch.</summary>
/// <param name="Principal">The authenticated sender.</param>
/// <param name="Tenant">The compiled settings of the sender's tenant.</param>
/// <param name="Home">Where the session's messages without a target go.</param>
/// <param name="Now">The time.</param>
/// <param name="AgentBucket">The sender's own bucket.</param>
/// <param name="TenantBucket">The tenant's bucket on this silo, shared by its agents.</param>
/// <param name="DeliveredKeys">The sender's memory of what it sent.</param>
/// <param name="Answer">The answer to what the last run asked for.</param>
/// <param name="Members">Who is in which room, of those whom the batch names in a channel <c>pm</c>; null: not known, and such messages are refused.</param>
/// <param name="Capabilities">What the receivers can do, where messages of the batch ask for it; null: not known, and such messages are refused.</param>
/// <param name="Protocol">The protocol that the messages came in by (ADP-09).</param>
/// <param name="Resumed">A case goes on with its message; null: the messages come from their sender.</param>
/// <param name="Violations">How often the sender's messages violated the content policy; null: nobody counts.</param>
public readonly record struct AdmissionContext(
    Principal Principal,
    TenantSnapshot Tenant,
    ChannelName Home,
    DateTimeOffset Now,
    TokenBucket AgentBucket,
    TokenBucket TenantBucket,
    IDeliveredKeys DeliveredKeys,
    AdmissionAnswer? Answer = null,
    IRoomMembers? Members = null,
    RequiredCapabilities? Capabilities = null,
    string Protocol = "",
    ResumedMessage? Resumed = null,
    ViolationTally? Violations = null)
{
    /// <summary>What the sender and its conversations did lately; null: it is not kept.</summary>
    public IRecentMessages? Recent { get; init; }

    /// <summary>What people said of the messages that those of the batch are part of; null: none is part of another.</summary>
    public IOuterMessages? Outers { get; init; }

    /// <summary>The message was judged before and waited, so that it has paid: the switches count again, the buckets do not.</summary>
    public bool IsRepeated { get; init; }
}

using System.Collections.Frozen;
using AgentBus.Domain.Tenants;
using AgentBus.Model;

namespace AgentBus.Domain.Access;

/// <summary>
/// Which rule of <see cref="AccessRules"/> each operation of the bus goes by, for those who ask before they try (POL-18). A rule says who may, not whether there is
/// what it concerns.
/// </summary>
public static class OperationRules
{
    private static readonly FrozenDictionary<string, Rule> Rules = new Dictionary<string, Rule>(StringComparer.Ordinal)
    {
        ["join_channel"] = AccessRules.Subscribe,
        ["history"] = AccessRules.Read,
        ["channel_info"] = AccessRules.Read,
        ["create_channel"] = AccessRules.CreateChannel,
        ["delete_channel"] = AccessRules.DeleteChannel,
        ["list_agents"] = LookUp,
        ["agent_info"] = LookUp,
        ["op.casil.get"] = Operating(TenantOperations.Casil),
        ["op.casil.reload"] = Operating(TenantOperations.Casil),
        [TenantOperations.Audit] = Operating(TenantOperations.Audit),
        [TenantOperations.DeadLetters] = Operating(TenantOperations.DeadLetters),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private delegate Refusal? Rule(Principal principal, TenantSnapshot tenant, ChannelKey channel);

    /// <summary>The names, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Rules.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether the principal may; refused with <see cref="Code.MessageInvalid"/> where there is no such operation.</summary>
    public static Result<PolicyCheck> Check(string operation, Principal principal, TenantSnapshot tenant, ChannelName channel)
    {
        if (!Rules.TryGetValue(operation, out var rule))
        {
            return new Refusal(Code.MessageInvalid, $"There is no rule for an operation of this name; there are those for {string.Join(", ", Names)}.");
        }

        // A name that is none finds nothing, as in the operation itself.
        ChannelKey.TryCreate(tenant.Tenant.Tenant, channel.Room, channel.Channel, out var key);
        return rule(principal, tenant, key) is { } refusal
            ? new PolicyCheck(Outcome.Refused, refusal.Code, Admission.AuthorizationStage.Name, [refusal.Reason], tenant.Revision) { RetryAfter = refusal.RetryAfter }
            : new PolicyCheck(Outcome.Delivered, Code.None, "", [], tenant.Revision);
    }

    private static Refusal? LookUp(Principal principal, TenantSnapshot tenant, ChannelKey channel) => AccessRules.LookUp(principal, tenant);

    private static Rule Operating(string operation) => (principal, tenant, _) => AccessRules.Operate(principal, tenant, operation);
}

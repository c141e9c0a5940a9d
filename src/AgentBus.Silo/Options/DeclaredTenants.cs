using AgentBus.Domain.Ports;
using AgentBus.Domain.Tenants;
using AgentBus.Model;
using Microsoft.Extensions.Options;

namespace AgentBus.Silo.Options;

/// <summary>The declared tenants as settings, made once. Immutable and thread-safe.</summary>
internal sealed class DeclaredTenants(IOptions<AgentBusOptions> options) : ITenantDeclarations
{
    private readonly Dictionary<string, TenantSettings> _settings =
        options.Value.Tenants.ToDictionary(static tenant => tenant.Key, tenant => ToSettings(tenant.Key, tenant.Value, options.Value), StringComparer.Ordinal);

    /// <inheritdoc/>
    public TenantSettings? Find(TenantKey tenant) => _settings.GetValueOrDefault(tenant.Tenant);

    /// <summary>What the rules of tenants find wrong with a declaration, each with its key.</summary>
    public static IEnumerable<string> Problems(AgentBusOptions options) =>
        from tenant in options.Tenants
        from problem in TenantRules.Problems(ToSettings(tenant.Key, tenant.Value, options))
        select $"{AgentBusOptions.Section}:{nameof(AgentBusOptions.Tenants)}:{tenant.Key}: {problem}";

    private static TenantSettings ToSettings(string id, TenantOptions tenant, AgentBusOptions defaults) => new(
        new TenantKey(id),
        Revision: 1,
        TenantStatus.Active,
        AllowedInLockdown: [],
        tenant.Environment,
        [.. tenant.Compliance],
        new QuotaSettings(tenant.Quota.AgentRate, tenant.Quota.AgentBurst, tenant.Quota.TenantRate, tenant.Quota.TenantBurst),
        tenant.Roles.Count == 0 ? DefaultRoles.All : [.. tenant.Roles.Select(static role => new RoleSettings(role.Key, [.. role.Value]))],
        [.. tenant.Rooms.Select(static room => ToSettings(room.Key, room.Value))],
        [.. tenant.ApiKeys.Select(static key => ToSettings(key.Key, key.Value))],
        DisabledAgents: [],
        RevokedCredentials: [],
        tenant.PreviousHash,
        tenant.MaxMemberships,
        [.. tenant.Groups.Select(static group => new GroupSettings(group.Key, [.. group.Value.Agents], [.. group.Value.Groups]))],
        tenant.RefuseDisabledReceivers)
    {
        Inspection = tenant.Inspection?.ToPolicy(),
        RoutingRules = [.. tenant.RoutingRules.OrderBy(static rule => rule.Key, StringComparer.Ordinal).Select(static rule => rule.Value.ToRule(rule.Key))],
        Impact = (tenant.Impact ?? defaults.Impact).ToSettings(tenant.Ehi ?? defaults.Ehi),
        Sequences = tenant.Sequences?.ToSettings(),
        Deliberation = tenant.Deliberation?.ToSettings(),
        Policies = tenant.Policies?.ToSettings(),
    };

    private static RoomSettings ToSettings(string name, RoomOptions room) => new(
        name,
        new RoomAcl([.. room.PublishRoles], [.. room.SubscribeRoles], [.. room.ManageRoles], room.MaxClassification, room.MinClearance),
        [.. room.Channels.Select(static channel => new ChannelSettings(
            channel.Key, channel.Value.Type, channel.Value.Durability, Hardcoded: true, DateTimeOffset.UnixEpoch, CreatedBy: "", channel.Value.Kind, ToLimits(channel.Value.Retention)))],
        room.AutoCreateChannels,
        room.MaxChannels,
        ToLimits(room.Retention));

    private static RetentionLimits? ToLimits(RetentionOptions? retention) =>
        retention is null ? null : new(retention.MaxMessages, retention.MaxBytes, retention.MaxAge);

    private static ApiKeySettings ToSettings(string id, ApiKeyOptions key) =>
        new(id, key.SecretSha256, key.Agent, key.Type, [.. key.Roles], key.Clearance, key.ExpiresAt) { NKey = key.NKey, Scopes = [.. key.Scopes] };
}

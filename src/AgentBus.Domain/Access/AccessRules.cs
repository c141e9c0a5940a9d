using System.Collections.Immutable;
using AgentBus.Domain.Routing;
using AgentBus.Domain.Tenants;
using AgentBus.Model;

namespace AgentBus.Domain.Access;

/// <summary>
/// The one place that decides who may follow, read, publish, make and delete channels, and operate a tenant (POL-12, ROOM-11).
/// Null: it may. Each decision holds for one revision of the tenant.
/// </summary>
public static class AccessRules
{
    /// <summary>Following a channel, which makes the principal a member.</summary>
    public static Refusal? Subscribe(Principal principal, TenantSnapshot tenant, ChannelKey channel)
    {
        if (Standing(principal, tenant, MessageType.Query) is { } standing)
        {
            return standing;
        }

        if (FindRoom(tenant, channel) is not { } room)
        {
            return Refusal.NotFound;
        }

        if (channel.Channel == ChannelKey.Private)
        {
            return AccessRefusals.Private;
        }

        return Covered(principal, tenant, ChannelSubjects.Follow(principal.Type, channel))
            ?? Member(principal, room.Acl.SubscribeRoles, room.Acl.MinClearance);
    }

    /// <summary>Reading a channel's history.</summary>
    public static Refusal? Read(Principal principal, TenantSnapshot tenant, ChannelKey channel) => Subscribe(principal, tenant, channel);

    /// <summary>
    /// Reading a bounded part of a channel's history for a reason that stands in for a role, as a case that waits for the reader does. The roles that the
    /// room names, its clearance and the scopes of the credential hold as ever.
    /// </summary>
    public static Refusal? ReadFor(Principal principal, TenantSnapshot tenant, ChannelKey channel) =>
        Standing(principal, tenant, MessageType.Query) is { } standing ? standing
        : principal.Agent.Tenant != tenant.Tenant.Tenant || FindRoom(tenant, channel) is not { } room ? Refusal.NotFound
        : !ScopeRules.Covers(principal.Scopes, ChannelSubjects.Follow(principal.Type, channel)) ? AccessRefusals.Subject
        : Member(principal, room.Acl.SubscribeRoles, room.Acl.MinClearance);

    /// <summary>Making a channel by command.</summary>
    public static Refusal? CreateChannel(Principal principal, TenantSnapshot tenant, ChannelKey channel) =>
        Manage(principal, tenant, channel, ChannelSubjects.Create(principal.Type, channel));

    /// <summary>Deleting a channel.</summary>
    public static Refusal? DeleteChannel(Principal principal, TenantSnapshot tenant, ChannelKey channel) =>
        Manage(principal, tenant, channel, ChannelSubjects.Delete(principal.Type, channel));

    /// <summary>Bringing a channel into being by using it (T-22): an action of its own, allowed by the room and by a role.</summary>
    public static bool MayCreateByUse(Principal principal, TenantSnapshot tenant, ChannelKey channel) =>
        FindRoom(tenant, channel) is { Settings.AutoCreateChannels: true }
        && channel.Channel is not (ChannelKey.Everyone or ChannelKey.Private)
        && Standing(principal, tenant, MessageType.Command) is null
        && Covered(principal, tenant, ChannelSubjects.Create(principal.Type, channel)) is null;

    /// <summary>Looking agents up in the directory (AGT-07).</summary>
    public static Refusal? LookUp(Principal principal, TenantSnapshot tenant) =>
        Standing(principal, tenant, MessageType.Query) ?? Covered(principal, tenant, ChannelSubjects.LookUp(principal.Type));

    /// <summary>An operation on the tenant, named in lower snake case. It stays possible during a lockdown.</summary>
    public static Refusal? Operate(Principal principal, TenantSnapshot tenant, string operation)
    {
        if (principal.Agent.Tenant != tenant.Tenant.Tenant)
        {
            return Refusal.NotFound;
        }

        return tenant.IsDisabled(principal.Agent.Agent)
            ? AccessRefusals.Disabled
            : Covered(principal, tenant, ChannelSubjects.Operate(tenant.Tenant.Tenant, operation));
    }

    /// <summary>Publishing to a channel; the message's classification is compared by the authorization stage.</summary>
    internal static PublishGrant DecidePublish(Principal principal, TenantSnapshot tenant, ChannelKey channel, SubjectVerb verb)
    {
        var subject = ChannelSubjects.Publish(principal.Type, channel, verb);
        if (FindRoom(tenant, channel) is not { } room)
        {
            return new PublishGrant(channel, verb, subject, Refusal.NotFound, Classification.Public);
        }

        var refusal = Covered(principal, tenant, subject) ?? Member(principal, room.Acl.PublishRoles, room.Acl.MinClearance);
        return new PublishGrant(channel, verb, subject, refusal, room.Acl.MaxClassification);
    }

    /// <summary>Sending to inboxes: every agent and group that the message names must be allowed, and in a room the room itself.</summary>
    internal static PublishGrant DecideDirect(Principal principal, TenantSnapshot tenant, DirectTarget target, SubjectVerb verb)
    {
        var subjects = new string[target.Named.Length];
        Refusal? refusal = null;
        for (var i = 0; i < subjects.Length; i++)
        {
            subjects[i] = ChannelSubjects.Direct(target.Named[i], verb);
            refusal ??= Covered(principal, tenant, subjects[i]);
        }

        var subject = subjects.Length == 1 ? subjects[0] : string.Join(' ', subjects);
        if (target.PrivateChannel is not { } channel)
        {
            return new PublishGrant(default, verb, subject, refusal, Classification.Secret);
        }

        var room = DecidePublish(principal, tenant, channel, verb);
        return room with { Subject = subject, Refusal = room.Refusal ?? refusal };
    }

    private static Refusal? Manage(Principal principal, TenantSnapshot tenant, ChannelKey channel, string subject)
    {
        if (Standing(principal, tenant, MessageType.Command) is { } standing)
        {
            return standing;
        }

        if (FindRoom(tenant, channel) is not { } room)
        {
            return Refusal.NotFound;
        }

        if (channel.Channel == ChannelKey.Everyone)
        {
            return AccessRefusals.Everyone;
        }

        if (channel.Channel == ChannelKey.Private)
        {
            return AccessRefusals.Private;
        }

        var managers = room.Acl.ManageRoles.IsDefaultOrEmpty ? Admins : room.Acl.ManageRoles;
        return Covered(principal, tenant, subject) ?? Member(principal, managers, room.Acl.MinClearance);
    }

    private static ImmutableArray<string> Admins { get; } = [DefaultRoles.Admin];

    private static Refusal? Standing(Principal principal, TenantSnapshot tenant, MessageType type)
    {
        return tenant.WhyOut(principal.Agent.Agent) ?? (tenant.Flows(type) ? null : AccessRefusals.LockedDown);
    }

    // The tenant of the key is compared too: a key of another tenant finds nothing here, whatever its room is called.
    private static CompiledRoom? FindRoom(TenantSnapshot tenant, ChannelKey channel) =>
        channel.Tenant == tenant.Tenant.Tenant ? tenant.FindRoom(channel.Room) : null;

    private static Refusal? Covered(Principal principal, TenantSnapshot tenant, string subject) =>
        principal.Agent.Tenant != tenant.Tenant.Tenant ? Refusal.NotFound
        : tenant.Covers(principal.Roles, subject) && ScopeRules.Covers(principal.Scopes, subject) ? null
        : AccessRefusals.Subject;

    private static Refusal? Member(Principal principal, ImmutableArray<string> roles, int minClearance)
    {
        if (principal.Clearance < minClearance)
        {
            return AccessRefusals.Clearance;
        }

        if (roles.IsDefaultOrEmpty)
        {
            return null;
        }

        foreach (var role in principal.Roles)
        {
            if (roles.Contains(role))
            {
                return null;
            }
        }

        return AccessRefusals.Role;
    }
}

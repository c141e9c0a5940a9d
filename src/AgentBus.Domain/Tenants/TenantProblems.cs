using System.Collections.Immutable;
using AgentBus.Domain.Access;
using AgentBus.Domain.Impact;
using AgentBus.Domain.Policies;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Routing;
using AgentBus.Domain.Signatures;
using AgentBus.Model;

namespace AgentBus.Domain.Tenants;

/// <summary>Looks a tenant's settings through and names what is wrong, by the place where it stands.</summary>
internal sealed class TenantProblems(TenantSettings settings)
{
    private readonly ImmutableArray<string>.Builder _found = ImmutableArray.CreateBuilder<string>();

    public ImmutableArray<string> Find()
    {
        if (HasUnsetLists())
        {
            return ["A list of the settings is not set at all; an empty one is allowed."];
        }

        CheckTenant();
        CheckQuota(settings.Quota);
        CheckUnique("roles", settings.Roles, static r => r.Name);
        CheckUnique("rooms", settings.Rooms, static r => r.Name);
        CheckUnique("api keys", settings.ApiKeys, static k => k.KeyId);
        foreach (var role in settings.Roles)
        {
            CheckRole(role);
        }

        foreach (var room in settings.Rooms)
        {
            CheckRoom(room);
        }

        foreach (var key in settings.ApiKeys)
        {
            CheckKey(key);
        }

        CheckUnique("groups", settings.Groups, static g => g.Name);
        foreach (var group in settings.Groups)
        {
            CheckGroup(group);
        }

        CheckUnique("routing rules", settings.RoutingRules, static r => r.Name);
        foreach (var rule in settings.RoutingRules)
        {
            CheckRule(rule);
        }

        _found.AddRange(DeliberationProblems.Find(settings.Review));
        CheckSequences(settings.Sequences);
        _found.AddRange(ImpactProblems.Find(settings.Impact ?? ImpactSettings.Default));
        _found.AddRange(PolicyProblems.Find(settings.Policies ?? PolicySettings.None));
        foreach (var problem in settings.Inspection is { } policy ? InspectionRules.Problems(policy) : [])
        {
            _found.Add($"Inspection: {problem}");
        }

        return _found.DrainToImmutable();
    }

    private bool HasUnsetLists() =>
        settings.Roles.IsDefault || settings.Rooms.IsDefault || settings.ApiKeys.IsDefault
        || settings.AllowedInLockdown.IsDefault || settings.Compliance.IsDefault
        || settings.Roles.Any(static r => r.Subjects.IsDefault)
        || settings.ApiKeys.Any(static k => k.Roles.IsDefault)
        || settings.RoutingRules.Any(static r => r.Types.IsDefault)
        || settings.Groups.IsDefault || settings.Groups.Any(static g => g.Agents.IsDefault || g.Groups.IsDefault)
        || settings.Rooms.Any(static r =>
            r.Channels.IsDefault || r.Acl.PublishRoles.IsDefault || r.Acl.SubscribeRoles.IsDefault || r.Acl.ManageRoles.IsDefault);

    private void CheckTenant()
    {
        Require(IdGrammar.IsValid(settings.Tenant.Tenant), "The tenant's id is not 1 to 64 of A-Z a-z 0-9 _ -.");
        Require(settings.Revision >= 0, "The revision is negative.");
        Require(settings.MaxMemberships > 0, "MaxMemberships is not above 0.");
        Require(settings.PreviousHash.Length == 0 || IsHash(settings.PreviousHash), "PreviousHash is not 16 lower-case hex digits.");
        Require(
            settings.Roles.Any(static r => r.Subjects.Contains(DefaultRoles.AllSubjects)),
            $"No role covers {DefaultRoles.AllSubjects}: nobody could operate the tenant.");
    }

    private void CheckSequences(SequenceSettings? sequences) => Require(
        sequences is null or { SenderEntries: >= 0 and <= 64, ConversationEntries: >= 0 and <= 64, Conversations: >= 1 and <= 10_000 }
            && (sequences is null || (sequences.Window >= TimeSpan.FromSeconds(1) && sequences.Window <= SequenceSettings.LongestWindow)),
        "Sequences is beyond its bounds: entries 0 to 64, conversations 1 to 10,000, a window of 1 second to 15 minutes.");

    private void CheckQuota(QuotaSettings quota)
    {
        double[] values = [quota.AgentRate, quota.AgentBurst, quota.TenantRate, quota.TenantBurst];
        Require(values.All(static v => double.IsFinite(v) && v >= 0), "A rate or burst of Quota is not a number of 0 or more.");
    }

    private void CheckRole(RoleSettings role)
    {
        Require(IdGrammar.IsValid(role.Name), $"The role \"{role.Name}\" is not named by an id.");
        foreach (var subject in role.Subjects)
        {
            Require(SubjectPattern.Parse(subject) is not null, $"The role \"{role.Name}\" has the subject \"{subject}\", which is no pattern.");
        }
    }

    private void CheckRoom(RoomSettings room)
    {
        Require(IdGrammar.IsValid(room.Name), $"The room \"{room.Name}\" is not named by an id.");
        Require(room.Name != ChannelKey.InboxRoom, $"The room \"{room.Name}\" belongs to the bus.");
        Require(room.MaxChannels >= room.Channels.Length, $"The room \"{room.Name}\" declares more channels than its MaxChannels.");
        Require(
            room.Acl.MinClearance is >= 0 and <= ClearanceRules.Highest,
            $"The room \"{room.Name}\" asks for a clearance that is not 0 to {ClearanceRules.Highest}.");
        CheckRetention($"The room \"{room.Name}\"", room.Retention);
        CheckUnique($"channels of the room \"{room.Name}\"", room.Channels, static c => c.Name);
        foreach (var channel in room.Channels)
        {
            Require(channel.Name != ChannelKey.Private, $"The room \"{room.Name}\" declares \"pm\", which every room has for private messages.");
            Require(IdGrammar.IsValid(channel.Name), $"The channel \"{channel.Name}\" of the room \"{room.Name}\" is not named by an id.");
            Require(
                channel.Kind != ChannelKind.WorkQueue || channel.Durability == ChannelDurability.Durable,
                $"The channel \"{channel.Name}\" of the room \"{room.Name}\" is a work queue and ephemeral: a work queue is durable.");
            CheckRetention($"The channel \"{channel.Name}\" of the room \"{room.Name}\"", channel.Retention);
        }

        foreach (var role in room.Acl.PublishRoles.AddRange(room.Acl.SubscribeRoles).AddRange(room.Acl.ManageRoles))
        {
            CheckKnownRole($"The room \"{room.Name}\"", role);
        }
    }

    private void CheckRule(RoutingRule rule)
    {
        var toChannel = rule.ToChannel != ChannelName.None;
        Require(toChannel != rule.ToAgent.Length > 0, $"The routing rule \"{rule.Name}\" leads to both a channel and an agent, or to neither.");
        Require(rule.ToAgent.Length == 0 || IdGrammar.IsOpen(rule.ToAgent), $"The routing rule \"{rule.Name}\" leads to \"{rule.ToAgent}\", which is no id of an agent.");
        Require(
            !toChannel || (ChannelKey.TryCreate(settings.Tenant.Tenant, rule.ToChannel.Room, rule.ToChannel.Channel, out _) && rule.ToChannel.Channel != ChannelKey.Private),
            $"The routing rule \"{rule.Name}\" leads to \"{rule.ToChannel}\", which is no channel.");
        Require(
            !toChannel || settings.Rooms.Any(room => room.Name == rule.ToChannel.Room),
            $"The routing rule \"{rule.Name}\" leads to the room \"{rule.ToChannel.Room}\", which the tenant does not have.");
    }

    private void CheckGroup(GroupSettings group)
    {
        Require(IdGrammar.IsValid(group.Name), $"The group \"{group.Name}\" is not named by an id.");
        foreach (var agent in group.Agents)
        {
            Require(IdGrammar.IsValid(agent), $"The group \"{group.Name}\" has the member \"{agent}\", which is no id.");
        }

        foreach (var within in group.Groups)
        {
            Require(settings.Groups.Any(g => g.Name == within), $"The group \"{group.Name}\" names the group \"{within}\", which the tenant does not have.");
        }
    }

    private void CheckRetention(string where, RetentionLimits? limits) =>
        Require(limits is null or { MaxMessages: >= 0, MaxBytes: >= 0, MaxAge.Ticks: >= 0 }, $"{where} has a limit of history below 0.");

    private void CheckKey(ApiKeySettings key)
    {
        Require(IdGrammar.IsValid(key.KeyId), $"The api key \"{key.KeyId}\" is not named by an id.");
        Require(IdGrammar.IsValid(key.Agent), $"The api key \"{key.KeyId}\" acts for \"{key.Agent}\", which is no id.");
        CheckProof(key);
        foreach (var scope in key.Scopes.IsDefault ? [] : key.Scopes)
        {
            Require(SubjectPattern.Parse(scope) is not null, $"The api key \"{key.KeyId}\" has the scope \"{scope}\", which is no pattern.");
        }

        Require(key.Clearance is >= 0 and <= ClearanceRules.Highest, $"The api key \"{key.KeyId}\" has a clearance that is not 0 to {ClearanceRules.Highest}.");
        foreach (var role in key.Roles)
        {
            CheckKnownRole($"The api key \"{key.KeyId}\"", role);
        }
    }

    private void CheckProof(ApiKeySettings key)
    {
        if (string.IsNullOrEmpty(key.NKey))
        {
            Require(key.SecretSha256.Length == 64 && key.SecretSha256.All(char.IsAsciiHexDigit), $"The api key \"{key.KeyId}\" has no SHA-256 in hex.");
            return;
        }

        Require(key.SecretSha256.Length == 0, $"The api key \"{key.KeyId}\" has both a secret and an nkey.");
        Require(
            NKey.TryReadUser(key.NKey) is not null,
            NKey.IsSeed(key.NKey) ? $"The api key \"{key.KeyId}\" holds a seed; the bus needs the public key and must not have the other." : $"The api key \"{key.KeyId}\" has no public nkey of a user (U…).");
    }

    private void CheckKnownRole(string where, string role) =>
        Require(settings.Roles.Any(r => r.Name == role), $"{where} names the role \"{role}\", which the tenant does not have.");

    private void CheckUnique<T>(string what, ImmutableArray<T> items, Func<T, string> name) =>
        Require(items.Select(name).Distinct(StringComparer.Ordinal).Count() == items.Length, $"Two {what} have one name.");

    private void Require(bool holds, string problem)
    {
        if (!holds)
        {
            _found.Add(problem);
        }
    }

    private static bool IsHash(string text) => text.Length == 16 && text.All(static c => char.IsAsciiHexDigitLower(c));
}

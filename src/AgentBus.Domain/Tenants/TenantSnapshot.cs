using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AgentBus.Domain.Access;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Events;
using AgentBus.Domain.Impact;
using AgentBus.Domain.Policies;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Routing;
using AgentBus.Model;

namespace AgentBus.Domain.Tenants;

/// <summary>
/// A revision of a tenant's settings, compiled once per silo. What it answers never changes; what it has worked out for a principal it
/// keeps. Thread-safe.
/// </summary>
public sealed class TenantSnapshot
{
    private readonly FrozenDictionary<string, CompiledRoom> _rooms;
    private readonly FrozenDictionary<string, SubjectPattern[]> _roles;
    private readonly FrozenDictionary<string, ImmutableArray<string>> _groups;

    // Weak keys: what was worked out for a principal goes with its last session.
    private readonly ConditionalWeakTable<Principal, PrincipalAccess> _access = [];

    private readonly MessageInspector? _inspector;
    private readonly MessageInspector _regulated;

    private TenantSnapshot(TenantSettings settings, TenantSnapshot? previous, InspectionSetup inspection)
    {
        Settings = settings;
        RevisionText = settings.Revision.ToString();
        _rooms = ReviewRoom.Complete(SystemRoom.Complete(settings.Rooms), settings.Review).ToFrozenDictionary(static r => r.Name, static r => new CompiledRoom(r), StringComparer.Ordinal);
        Rooms = [.. _rooms.Keys.Order(StringComparer.Ordinal)];
        _roles = settings.Roles.ToFrozenDictionary(static r => r.Name, CompilePatterns, StringComparer.Ordinal);
        _groups = GroupMembers.Of(settings.Groups);
        Impact = new CompiledImpact(settings.Impact, settings.Environment);
        Policies = TenantPolicies.Compile(settings.Policies ?? PolicySettings.None, previous?.Policies);
        var policy = inspection.PolicyOf(settings);
        _regulated = MessageInspector.OfRegulated(policy);
        _inspector = settings.Compliance.Contains(ComplianceMarkers.PiiRegulated) ? _regulated : MessageInspector.Of(policy);
    }

    /// <summary>The settings.</summary>
    public TenantSettings Settings { get; }

    /// <summary>The tenant.</summary>
    public TenantKey Tenant => Settings.Tenant;

    /// <summary>The revision.</summary>
    public long Revision => Settings.Revision;

    /// <summary>How messages are scored, and from which scores on people decide.</summary>
    public CompiledImpact Impact { get; }

    /// <summary>The revision as stamps carry it.</summary>
    public string RevisionText { get; }

    /// <summary>The policies; null: none is asked.</summary>
    public TenantPolicies? Policies { get; }

    /// <summary>Compiles settings that <see cref="TenantRules"/> found right.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="previous">The tenant's revision before, from which is taken what is costly to compile and did not change; null: none.</param>
    /// <param name="inspection">What the silo says of inspection; null: tenants have the policies that they have themselves.</param>
    /// <exception cref="ArgumentException">Two rooms, channels of a room, roles or groups have one name.</exception>
    public static TenantSnapshot Compile(TenantSettings settings, TenantSnapshot? previous = null, InspectionSetup? inspection = null) =>
        new(settings, previous, inspection ?? InspectionSetup.OwnPolicies);

    /// <summary>The rooms, in ordinal order.</summary>
    public ImmutableArray<string> Rooms { get; }

    /// <summary>The room, or null.</summary>
    public CompiledRoom? FindRoom(string room) => _rooms.GetValueOrDefault(room);

    /// <summary>Whether the channel is declared as a work queue.</summary>
    public bool IsWorkQueue(ChannelKey channel) => FindRoom(channel.Room)?.FindChannel(channel.Channel) is { Kind: ChannelKind.WorkQueue };

    /// <summary>The agents of the group, each once; unset where there is no such group.</summary>
    public ImmutableArray<string> FindGroup(string group) => _groups.GetValueOrDefault(group);

    /// <summary>Whether the agent may do nothing (AGT-08).</summary>
    public bool IsDisabled(string agent) => Settings.DisabledAgents.Contains(agent);

    /// <summary>Whether the credential is valid no more.</summary>
    public bool IsRevoked(string credentialId) => Settings.RevokedCredentials.Contains(credentialId);

    /// <summary>Why the agent may not take part at all: it is disabled, or its tenant is stopped; null: it may.</summary>
    public Refusal? WhyOut(string agent) =>
        IsDisabled(agent) ? AccessRefusals.Disabled
        : Settings.IsStopped ? AccessRefusals.Stopped
        : null;

    /// <summary>Whether messages of this type pass now (POL-15).</summary>
    public bool Flows(MessageType type) => Settings.Status == TenantStatus.Active || Settings.AllowedInLockdown.Contains(type);

    /// <summary>Whether one of the roles covers the subject. A role that the tenant does not have covers nothing (POL-03).</summary>
    public bool Covers(ImmutableArray<string> roles, string subject)
    {
        foreach (var role in roles)
        {
            if (_roles.TryGetValue(role, out var patterns) && Array.Exists(patterns, p => p.Matches(subject)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What judges the message's content; null: nothing does.</summary>
    public MessageInspector? InspectorOf(Envelope envelope) => envelope.IsPiiRegulated ? _regulated : _inspector;

    /// <summary>What the principal may do, kept for the next time.</summary>
    internal PrincipalAccess AccessOf(Principal principal) =>
        _access.TryGetValue(principal, out var access) ? access : _access.GetValue(principal, p => new PrincipalAccess(this, p));

    private static SubjectPattern[] CompilePatterns(RoleSettings role) =>
        [.. role.Subjects.Select(SubjectPattern.Parse).OfType<SubjectPattern>()];
}

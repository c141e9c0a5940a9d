using System.Collections.Concurrent;
using AgentBus.Domain.Policies;
using AgentBus.Domain.Routing;
using AgentBus.Domain.Tenants;
using AgentBus.Model;

namespace AgentBus.Domain.Access;

/// <summary>
/// What one principal may do under one revision. It keeps what it worked out, so that a message to a channel that was used before
/// costs a comparison and no text is built. Thread-safe.
/// </summary>
internal sealed class PrincipalAccess(TenantSnapshot tenant, Principal principal)
{
    // Channels can be named by clients, so what is kept must be bounded.
    private const int MaxKept = 256;

    private readonly ConcurrentDictionary<(ChannelKey Channel, SubjectVerb Verb), PublishGrant> _grants = new();
    private volatile PublishGrant? _last;
    private PrincipalDocuments? _documents;

    /// <summary>What policies read of the principal.</summary>
    public PrincipalDocuments Documents => _documents ??= Made();

    /// <summary>A role of the principal covers everything in the tenant.</summary>
    public bool IsPrivileged { get; } =
        tenant.Settings.Roles.Any(role => principal.Roles.Contains(role.Name) && role.Subjects.Contains(DefaultRoles.AllSubjects));

    /// <summary>Whether the principal may publish.</summary>
    public PublishGrant Publish(ChannelKey channel, SubjectVerb verb)
    {
        if (_last is { } last && last.Verb == verb && last.Channel == channel)
        {
            return last;
        }

        if (!_grants.TryGetValue((channel, verb), out var grant))
        {
            grant = AccessRules.DecidePublish(principal, tenant, channel, verb);
            if (_grants.Count >= MaxKept)
            {
                _grants.Clear();
            }

            _grants[(channel, verb)] = grant;
        }

        _last = grant;
        return grant;
    }

    // One for all: kept decisions are found by it.
    private PrincipalDocuments Made()
    {
        var made = new PrincipalDocuments(principal, tenant.Settings);
        return Interlocked.CompareExchange(ref _documents, made, null) ?? made;
    }
}

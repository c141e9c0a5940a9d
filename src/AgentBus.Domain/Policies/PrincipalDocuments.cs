using System.Collections.Immutable;
using AgentBus.Model;
using AgentBus.Rego;

namespace AgentBus.Domain.Policies;

/// <summary>What policies read of a sender and its tenant: the same for all of its messages under one revision of the settings.</summary>
internal sealed class PrincipalDocuments
{
    private const string Admin = "admin";

    private static readonly string[] KnownMarkers = ["pii_regulated", "sox_controlled"];

    public PrincipalDocuments(Principal principal, TenantSettings settings)
    {
        User = Object(
            ("id", RegoValue.Of(principal.Agent.Agent)),
            ("role", RegoValue.Of(Leading(principal.Roles))),
            ("type", RegoValue.Of(principal.Type.ToString().ToLowerInvariant())),
            ("clearance", RegoValue.Of(principal.Clearance)));
        Tenant = Object(("id", RegoValue.Of(settings.Tenant.Tenant)));
        SecurityContext = Object(
            ("user_roles", Texts(principal.Roles)),
            ("permissions", Texts(principal.Capabilities)),
            ("environment", RegoValue.Of(settings.Environment)),
            ("compliance", Markers(settings.Compliance)));
    }

    /// <summary>The member <c>user</c>.</summary>
    public RegoValue User { get; }

    /// <summary>The member <c>tenant</c>.</summary>
    public RegoValue Tenant { get; }

    /// <summary>The member <c>security_context</c>.</summary>
    public RegoValue SecurityContext { get; }

    /// <summary>An array of strings.</summary>
    public static RegoValue Texts(ImmutableArray<string> texts) => RegoValue.ArrayOf((texts.IsDefault ? [] : texts).Select(RegoValue.Of));

    // A role that may do all says most of who it is.
    private static string Leading(ImmutableArray<string> roles) => roles.IsDefaultOrEmpty ? "" : roles.Contains(Admin) ? Admin : roles[0];

    private static RegoValue Markers(ImmutableArray<string> markers) => RegoValue.ObjectOf(
        KnownMarkers.Union(markers).Select(marker => KeyValuePair.Create(marker, RegoValue.Of(markers.Contains(marker)))));

    private static RegoValue Object(params (string Name, RegoValue Value)[] members) =>
        RegoValue.ObjectOf(members.Select(static member => KeyValuePair.Create(member.Name, member.Value)));
}

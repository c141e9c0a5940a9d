using AgentBus.Domain.Tenants;
using AgentBus.Silo.Security;

namespace AgentBus.Silo.Demo;

/// <summary>Who takes part in the demonstration.</summary>
internal static class DemoCast
{
    /// <summary>The person at the dashboard.</summary>
    public const string Visitor = "visitor";

    private const string Owner = "olivia";
    private const string ShopRoom = "shop";

    /// <summary>Those beyond the identities that every run has.</summary>
    public static IReadOnlyList<RunIdentity> Identities { get; } =
    [
        new(Visitor, "reviewer", RunIdentity.Person, 5),
        new("demo-admin", DefaultRoles.Admin, RunIdentity.Person, 5),
        new("demo-reviewer", "reviewer", RunIdentity.Person, 5),
        new("deployer", DefaultRoles.Agent, RunIdentity.Machine, 1) { Owner = Owner },
        new("payments", DefaultRoles.Agent, RunIdentity.Machine, 1) { Owner = Owner },
        new("mailer", DefaultRoles.Agent, RunIdentity.Machine, 1) { Owner = Owner },
    ];

    /// <summary>The processes, in the order in which they start, with their arguments.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<string> Arguments)> Processes(DemoInvitation invitation)
    {
        yield return ("demo-admin", [.. invitation.Person("demo-admin"), "--as", "admin", .. invitation.Operator]);
        yield return ("deployer", invitation.Agent("deployer", ShopRoom, "deployments"));
        yield return ("payments", invitation.Agent("payments", ShopRoom, "payments"));
        yield return ("mailer", invitation.Agent("mailer", ShopRoom, "mail"));
        yield return ("demo-reviewer", [.. invitation.Person("demo-reviewer"), "--as", "reviewer"]);
        foreach (var agent in RunTokens.DemoAgents)
        {
            yield return (agent, invitation.Agent(agent));
        }
    }
}

using AgentBus.Domain.Admission;
using AgentBus.Domain.Policies;
using AgentBus.Domain.Tests.Impact;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;
using AgentBus.Rego;
using AgentBus.TestKit;

namespace AgentBus.Domain.Tests.Policies;

/// <summary>Messages under policies.</summary>
internal static class PolicyScene
{
    public static PolicyBundleText Bundle(string rego, string data = "{}")
    {
        var archive = PolicyArchive.Of(("policy.rego", rego), ("data.json", data));
        return new PolicyBundleText(PolicyBundle.FromArchive(archive).Revision, "", archive);
    }

    /// <summary>A bundle that denies with one rule where a condition holds.</summary>
    public static PolicyBundleText DenyWhere(string condition) => Bundle($$"""
        package agentbus

        decision := {"allow": count(deny) == 0, "deny": deny}

        deny contains "rule" if { {{condition}} }
        """);

    public static PolicyBundleText Answering(string decision) => Bundle($"package agentbus\n\ndecision := {decision}\n");

    public static Scene Scene(PolicySettings policies, FakeData? data = null, bool plain = false, ImpactScene.FaultList? faults = null) => new()
    {
        Settings = Scenes.Scene.NewSettings() with { Policies = policies },
        Governance = [new PolicyStage(data ?? new FakeData(), faults ?? new ImpactScene.FaultList(), plain)],
    };

    public static Scene Scene(PolicyBundleText bundle, FakeData? data = null) => Scene(new PolicySettings { Active = bundle }, data);

    public static AdmissionResult Admit(DeclaredRule rule, Envelope? message = null) => Scene(new PolicySettings { Rules = [rule] }).Admit(message);
}

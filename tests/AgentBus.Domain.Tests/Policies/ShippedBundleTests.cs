using AgentBus.Domain.Admission;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;
using AgentBus.TestKit;

namespace AgentBus.Domain.Tests.Policies;

/// <summary>The shipped bundle (POL-04, POL-06) on messages as admission sees them.</summary>
public sealed class ShippedBundleTests
{
    private static readonly PolicyBundleText Shipped = Load();

    [Fact]
    public void An_agent_sends_what_its_role_covers() => Admit(Scene.Message).ShouldBeDelivered().Policy!.Rules.ShouldContain("bundle/subject");

    [Fact]
    public void Production_takes_an_approval() =>
        Admit(Scene.Message, """{"target": {"environment": "production"}}""").ShouldBeRefused(Code.PolicyDenied, "policy").Policy!.Rules.ShouldBe(["bundle/production_without_approval"]);

    [Fact]
    public void At_the_threshold_people_decide()
    {
        var result = Admit(Scene.Message with { EhiScore = 0.7 });

        result.Step.ShouldBe(StageOutcome.Hold);
        result.Verdict!.Policy!.Rules.ShouldContain("bundle/require_hitl");
        Admit(Scene.Message with { EhiScore = 0.69 }).ShouldBeDelivered();
    }

    [Fact]
    public void Personal_data_take_a_permission()
    {
        var scene = PolicyScene.Scene(Shipped, new FakeData("""{"target": {"data_scope": "customers.pii"}}"""));
        scene = scene with { Settings = scene.Settings with { Compliance = ["pii_regulated"] } };

        scene.Admit().ShouldBeRefused(Code.PolicyDenied, "policy").Policy!.Rules.ShouldBe(["bundle/pii_without_permission"]);
        (scene with { Principal = scene.Principal with { Capabilities = ["pii:access"] } }).Admit().ShouldBeDelivered();
    }

    private static AdmissionResult Admit(Envelope message, string payload = "") => PolicyScene.Scene(Shipped, new FakeData(payload)).Admit(message);

    private static PolicyBundleText Load()
    {
        var folder = Path.Combine(SourceTree.Root, "deploy", "policies", "agentbus");
        var files = Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(static file => (Path.GetFileName(file), File.ReadAllText(file)));
        var archive = PolicyArchive.Of([.. files]);
        return new PolicyBundleText(Rego.PolicyBundle.FromArchive(archive).Revision, "", archive);
    }
}

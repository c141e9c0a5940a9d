using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Evidence;

public sealed class EvidencePolicyTests
{
    private readonly Scene _scene = new() { Governance = [new RaisingStage(0, Classification.Public)] };

    [Fact]
    public void Exactly_the_stages_before_authorization_are_counted_together()
    {
        var names = _scene.Pipeline().StageNames;

        names.Where(EvidencePolicy.IsAggregated).ShouldBe(names.TakeWhile(static n => n != "authorization"));
    }

    [Fact]
    public void A_reach_into_another_tenant_is_evidence_of_its_own_kind()
    {
        EvidencePolicy.KindOf(_scene.Admit(Scene.Message with { TenantId = "globex" })).ShouldBe(EvidenceKind.CrossTenantAttempt);
        EvidencePolicy.KindOf(_scene.Admit(Scene.Message with { Room = "nowhere" })).ShouldBe(EvidenceKind.Refused);
    }
}

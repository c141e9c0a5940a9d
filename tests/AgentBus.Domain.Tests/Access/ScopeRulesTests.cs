using AgentBus.Domain.Access;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Routing;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Access;

public sealed class ScopeRulesTests
{
    private readonly Scene _scene = new();

    [Fact]
    public void Without_scopes_everything_is_covered() => ScopeRules.Covers([], "ace.comms.agent.channel.main.evt.v1").ShouldBeTrue();

    [Theory]
    [InlineData("ace.comms.agent.*", true)]
    [InlineData("ace.comms.*.*.*.qry.*", false)]
    [InlineData("ace..agent", false)]
    public void A_scope_is_a_pattern_of_subjects(string scope, bool isCovered) =>
        ScopeRules.Covers([scope], "ace.comms.agent.channel.main.evt.v1").ShouldBe(isCovered);

    [Fact]
    public void A_credential_for_reading_follows_and_does_not_publish()
    {
        var reader = Scene.NewPrincipal() with { Scopes = ["ace.comms.*.*.*.qry.*"] };
        var tenant = _scene.Snapshot();

        AccessRules.Subscribe(reader, tenant, Scene.OpsMain).ShouldBeNull();
        AccessRules.DecidePublish(reader, tenant, Scene.OpsMain, SubjectVerb.Evt).Refusal.ShouldBe(AccessRefusals.Subject);
        (_scene with { Principal = reader }).Admit().ShouldBeRefused(Code.PermissionDenied, AuthorizationStage.Name);
    }

    [Fact]
    public void A_scope_never_widens_what_the_roles_cover()
    {
        var agent = Scene.NewPrincipal() with { Scopes = ["ace.comms.*"] };

        AccessRules.Operate(agent, _scene.Snapshot(), "lockdown").ShouldBe(AccessRefusals.Subject);
    }
}

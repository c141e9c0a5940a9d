using AgentBus.Domain.Figures;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Figures;

public sealed class OversightRulesTests
{
    [Theory]
    [InlineData("admin", true)]
    [InlineData("auditor", true)]
    [InlineData("observer", true)]
    [InlineData("operator", true)]
    [InlineData("reviewer", true)]
    [InlineData("medic", true)]
    [InlineData("chief", true)]
    [InlineData("human", false)]
    [InlineData("agent", false)]
    public void Those_who_oversee_a_tenant_see_how_it_does(string role, bool may) =>
        (OversightRules.Check(Person("acme", role), Settings()) is null).ShouldBe(may);

    [Fact]
    public void An_admin_of_another_tenant_finds_nothing() => OversightRules.Check(Person("other", "admin"), Settings())!.Code.ShouldBe(Code.NotFound);

    private static Principal Person(string tenant, string role) =>
        new(new AgentKey(tenant, "ann"), EntityType.Human, [role], 0, [], "c1", DateTimeOffset.MaxValue) { Person = "ann" };

    private static TenantSettings Settings()
    {
        var rule = new ReviewRule { Name = "clinical", Roles = ["medic"], Escalations = [new EscalationLevel(TimeSpan.FromMinutes(5), ["chief"])] };
        return Scene.NewSettings() with { Deliberation = new DeliberationSettings { Rules = [rule] } };
    }
}

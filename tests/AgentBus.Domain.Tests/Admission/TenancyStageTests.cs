using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Admission;

public sealed class TenancyStageTests
{
    private readonly Scene _scene = new();

    [Fact]
    public void An_empty_tenant_is_filled_from_the_session()
    {
        var result = _scene.Admit(Scene.Message with { TenantId = "" });

        result.ShouldBeDelivered();
        result.Envelope.TenantId.ShouldBe("acme");
    }

    [Fact]
    public void A_message_that_is_complete_is_not_copied() =>
        _scene.Admit().Envelope.ShouldBeSameAs(Scene.Message);

    [Fact]
    public void Another_tenant_is_refused_and_counted_as_a_violation()
    {
        var result = _scene.Admit(Scene.Message with { TenantId = "globex" });

        result.ShouldBeRefused(Code.NotFound, "tenancy");
        result.IsViolation.ShouldBeTrue();
    }

    [Fact]
    public void A_room_that_does_not_exist_is_no_violation()
    {
        var result = _scene.Admit(Scene.Message with { Room = "nowhere" });

        result.ShouldBeRefused(Code.NotFound, "tenancy");
        result.IsViolation.ShouldBeFalse();
    }

    [Fact]
    public void What_is_foreign_and_what_does_not_exist_get_the_same_answer()
    {
        var foreign = _scene.Admit(Scene.Message with { TenantId = "globex", Room = "secret-room" }).Verdict.ShouldNotBeNull();
        var missing = _scene.Admit(Scene.Message with { Room = "secret-room" }).Verdict.ShouldNotBeNull();

        (foreign with { Reasons = missing.Reasons, Facts = missing.Facts, Findings = missing.Findings }).ShouldBe(missing);
        foreign.Reasons.ShouldBe(missing.Reasons);
    }

    [Fact]
    public void The_answer_names_neither_tenant_nor_room()
    {
        var reason = _scene.Admit(Scene.Message with { TenantId = "globex", Room = "secret-room" }).Verdict!.Reasons[0];

        reason.ShouldNotContain("globex");
        reason.ShouldNotContain("secret-room");
    }

    [Fact]
    public void Settings_of_another_tenant_let_nothing_pass() =>
        (_scene with { Settings = _scene.Settings with { Tenant = new TenantKey("globex") } })
            .Admit().ShouldBeRefused(Code.NotFound, "tenancy");
}

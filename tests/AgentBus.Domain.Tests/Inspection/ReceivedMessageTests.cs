using AgentBus.Domain.Admission;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Tenants;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Inspection;

/// <summary>When admission lets out what came, before inspection took something out of it.</summary>
public sealed class ReceivedMessageTests
{
    private const string Secret = "ghp_Qw3rT9yUi2Op5AsD8fGh1JkL4zXc7VbN6mQe";
    private const string Mail = "jane@mail.test";

    private static readonly InspectionPolicy Enforced = new() { Mode = InspectionMode.Enforce };

    [Fact]
    public void What_came_stays_with_a_held_message_where_the_tenant_keeps_that_and_something_was_taken_out()
    {
        var message = LineTexts.Message($"content.text=write to {Mail}");

        var held = AdmitHeld(message, keeps: true);

        held.Step.ShouldBe(StageOutcome.Hold);
        LineTexts.TextOf(held.Received.ShouldNotBeNull()).ShouldBe(LineTexts.TextOf(message));
        LineTexts.TextOf(held.Envelope).ShouldNotContain(Mail);
        held.RefusedWith(Refusal.NotFound).Received.ShouldBeNull();
        held.Approved().Received.ShouldBeNull();
    }

    [Fact]
    public void What_came_goes_nowhere_where_the_tenant_does_not_keep_it_nothing_was_taken_out_or_nobody_is_asked()
    {
        AdmitHeld(LineTexts.Message($"content.text=write to {Mail}"), keeps: false).Received.ShouldBeNull();
        AdmitHeld(LineTexts.Message("content.text=All is well."), keeps: true).Received.ShouldBeNull();
        AdmitHeld(LineTexts.Message($"content.text=write to {Mail}"), keeps: true, asks: false).Received.ShouldBeNull();
        var blocked = AdmitHeld(LineTexts.Message($"content.text={Secret}"), keeps: true, policy: Enforced with { BlockOnProbableSecret = true });
        (blocked.Step, blocked.Received).ShouldBe((StageOutcome.Refuse, null));
    }

    private static AdmissionResult AdmitHeld(Envelope message, bool keeps, bool asks = true, InspectionPolicy? policy = null)
    {
        var scene = new Scene { Governance = [new InspectionStage(new LineTexts(), new byte[32])] };
        var settings = scene.Settings with
        {
            Inspection = policy ?? Enforced,
            Deliberation = new DeliberationSettings { RawContent = keeps ? new RawContentSettings() : null },
        };
        return scene.Pipeline().Admit(message with { RequiresApproval = asks }, scene.Context() with { Tenant = TenantSnapshot.Compile(settings) });
    }
}

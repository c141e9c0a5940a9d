using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Admission;

public sealed class QuotaStageTests
{
    private readonly Scene _scene = new();

    [Fact]
    public void A_disabled_agent_sends_nothing() =>
        (_scene with { Settings = _scene.Settings with { DisabledAgents = ["alice"] } }).Admit().ShouldBeRefused(Code.AgentDisabled, "quota");

    [Fact]
    public void In_lockdown_only_listed_types_pass()
    {
        var scene = _scene with { Settings = _scene.Settings with { Status = TenantStatus.LockedDown } };

        scene.Admit().ShouldBeRefused(Code.LockedDown, "quota");
        scene.Admit(Scene.Message with { Type = MessageType.Heartbeat }).ShouldBeDelivered();
    }

    [Fact]
    public void In_lockdown_a_disabled_agent_is_told_that_it_is_disabled() =>
        (_scene with { Settings = _scene.Settings with { Status = TenantStatus.LockedDown, DisabledAgents = ["alice"] } })
            .Admit().ShouldBeRefused(Code.AgentDisabled, "quota");

    [Fact]
    public void In_a_stopped_tenant_nothing_passes_not_even_what_a_lockdown_excepts()
    {
        var scene = _scene with { Settings = _scene.Settings with { IsStopped = true } };

        scene.Admit().ShouldBeRefused(Code.LockedDown, "quota");
        scene.Admit(Scene.Message with { Type = MessageType.Heartbeat }).ShouldBeRefused(Code.LockedDown, "quota");
    }

    [Fact]
    public void Beyond_the_agents_burst_a_message_is_refused_with_the_time_to_wait()
    {
        var context = _scene.Context();
        for (var i = 0; i < 5; i++)
        {
            _scene.Pipeline().Admit(Scene.Message, in context).ShouldBeDelivered().Facts.AgentTokens.ShouldBe(4 - i);
        }

        var verdict = _scene.Pipeline().Admit(Scene.Message, in context).ShouldBeRefused(Code.RateLimited, "quota");

        verdict.RetryAfter.ShouldBe(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void Beyond_the_tenants_burst_a_message_is_refused_and_the_agent_keeps_its_token()
    {
        var scene = _scene with { Settings = _scene.Settings with { Quota = _scene.Settings.Quota with { TenantBurst = 1 } } };
        var context = scene.Context();
        scene.Pipeline().Admit(Scene.Message, in context).ShouldBeDelivered();

        scene.Pipeline().Admit(Scene.Message, in context).ShouldBeRefused(Code.RateLimited, "quota");

        context.AgentBucket.TryTake(Scene.Start, out var left, out _).ShouldBeTrue();
        left.ShouldBe(3);
    }

    [Fact]
    public void The_facts_hold_what_was_left()
    {
        var facts = _scene.Admit().ShouldBeDelivered().Facts;

        facts.AgentTokens.ShouldBe(4);
        facts.TenantTokens.ShouldBe(49);
    }
}

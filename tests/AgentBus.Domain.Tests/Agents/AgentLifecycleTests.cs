using AgentBus.Domain.Agents;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Domain.Tests.Agents;

public sealed class AgentLifecycleTests
{
    private static readonly AgentStatus[] Own = [AgentStatus.Unregistered, AgentStatus.Registered, AgentStatus.Active, AgentStatus.Suspended, AgentStatus.Retired];

    [Theory]
    [InlineData(AgentStatus.Unregistered, LifecycleEvent.Suspend, Code.AgentNotRegistered)]
    [InlineData(AgentStatus.Unregistered, LifecycleEvent.Unregister, Code.AgentNotRegistered)]
    [InlineData(AgentStatus.Registered, LifecycleEvent.Register, Code.AgentAlreadyRegistered)]
    [InlineData(AgentStatus.Active, LifecycleEvent.Register, Code.AgentAlreadyRegistered)]
    [InlineData(AgentStatus.Active, LifecycleEvent.Resume, Code.MessageInvalid)]
    [InlineData(AgentStatus.Suspended, LifecycleEvent.Suspend, Code.MessageInvalid)]
    [InlineData(AgentStatus.Suspended, LifecycleEvent.Heartbeat, Code.AgentDisabled)]
    [InlineData(AgentStatus.Suspended, LifecycleEvent.Unregister, Code.AgentDisabled)]
    [InlineData(AgentStatus.Retired, LifecycleEvent.Register, Code.AgentNotRegistered)]
    [InlineData(AgentStatus.Retired, LifecycleEvent.Retire, Code.AgentNotRegistered)]
    public void What_is_not_in_the_table_is_refused_and_changes_nothing(AgentStatus from, LifecycleEvent happens, Code code)
    {
        AgentLifecycle.Move(from, happens, "crash loop", out var to).ShouldNotBeNull().Code.ShouldBe(code);
        to.ShouldBe(from);
    }

    [Fact]
    public void The_table_has_one_row_for_a_status_and_an_event() =>
        AgentLifecycle.Transitions.Select(static row => (row.From, row.Event)).ShouldBeUnique();

    [Fact]
    public void The_way_of_an_agent_from_its_registration_to_its_end()
    {
        var status = AgentStatus.Unregistered;
        foreach (var happens in new[]
        {
            LifecycleEvent.Register, LifecycleEvent.Heartbeat, LifecycleEvent.Suspend, LifecycleEvent.Resume, LifecycleEvent.Heartbeat, LifecycleEvent.Unregister,
            LifecycleEvent.Register, LifecycleEvent.Retire,
        })
        {
            AgentLifecycle.Move(status, happens, "", out status).ShouldBeNull($"{happens}");
        }

        status.ShouldBe(AgentStatus.Retired);
    }

    /// <summary>Whatever happens to an agent, in any order.</summary>
    [Fact]
    public void Nothing_leads_out_of_retirement_and_a_suspended_agent_goes_on_only_by_an_operator()
    {
        var lives = Gen.Elements(Enum.GetValues<LifecycleEvent>()).ListOf().ToArbitrary();
        Prop.ForAll(lives, life =>
        {
            var status = AgentStatus.Unregistered;
            foreach (var happens in life)
            {
                var before = status;
                var refused = AgentLifecycle.Move(before, happens, "", out status) is not null;
                if (!Own.Contains(status)
                    || (refused && status != before)
                    || (before == AgentStatus.Retired && status != AgentStatus.Retired)
                    || (before == AgentStatus.Suspended && status != before && happens is not (LifecycleEvent.Resume or LifecycleEvent.Retire))
                    || (status == AgentStatus.Unregistered && before != status && happens != LifecycleEvent.Unregister))
                {
                    return false;
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Suspended_and_retired_agents_open_no_session()
    {
        Own.Where(static status => AgentLifecycle.MayOpenSession(status, "") is null)
            .ShouldBe([AgentStatus.Unregistered, AgentStatus.Registered, AgentStatus.Active]);
        AgentLifecycle.MayOpenSession(AgentStatus.Suspended, "crash loop").ShouldNotBeNull().Reason.ShouldContain("crash loop");
    }

    [Fact]
    public void The_settings_of_the_tenant_stand_above_what_the_agent_keeps()
    {
        AgentLifecycle.Effective(AgentStatus.Active, isDisabled: true).ShouldBe(AgentStatus.Disabled);
        AgentLifecycle.Effective(AgentStatus.Suspended, isDisabled: true).ShouldBe(AgentStatus.Disabled);
        AgentLifecycle.Effective(AgentStatus.Suspended, isDisabled: false).ShouldBe(AgentStatus.Suspended);
        AgentLifecycle.Effective(AgentStatus.Retired, isDisabled: true).ShouldBe(AgentStatus.Retired);
    }
}

using AgentBus.Domain.KillSwitch;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.KillSwitch;

public sealed class KillStepsTests
{
    private static readonly KillTarget Agent = new("acme", "mallory");
    private static readonly KillTarget Tenant = new("acme", "");

    [Fact]
    public void A_target_covers_its_agent_or_all_of_its_tenant_and_nobody_else()
    {
        Agent.Covers(new AgentKey("acme", "mallory")).ShouldBeTrue();
        Agent.Covers(new AgentKey("acme", "alice")).ShouldBeFalse();
        Agent.Covers(new AgentKey("globex", "mallory")).ShouldBeFalse();
        Tenant.Covers(new AgentKey("acme", "alice")).ShouldBeTrue();
        Tenant.Covers(new AgentKey("globex", "alice")).ShouldBeFalse();
        ($"{Agent}", $"{Tenant}").ShouldBe(("acme/mallory", "acme"));
    }

    [Fact]
    public void A_silo_that_answers_confirms_the_switch_and_what_it_closed() =>
        KillSteps.Of(Answer(new SiloStopped(2, 0, ["mallory"], 3, []))).ShouldBe(
        [
            new KillStep(KillAction.Switch, "silo-1", true, 1, ""),
            new KillStep(KillAction.Sockets, "silo-1", true, 2, ""),
            new KillStep(KillAction.Sessions, "silo-1", true, 3, ""),
        ]);

    [Fact]
    public void A_silo_that_does_not_answer_confirms_nothing()
    {
        var steps = KillSteps.Of(new KillAnswer<SiloStopped>("silo-1", null, "It did not answer in time.")).ToArray();

        steps.Select(static step => step.Action).ShouldBe([KillAction.Switch, KillAction.Sockets, KillAction.Sessions]);
        steps.ShouldAllBe(static step => !step.Confirmed && step.Says == "It did not answer in time.");
    }

    [Fact]
    public void Sockets_that_stay_open_and_sessions_that_are_not_known_to_be_over_are_no_success()
    {
        var steps = KillSteps.Of(Answer(new SiloStopped(2, 1, ["a", "b"], 2, ["a: not told."]))).ToArray();

        steps[1].ShouldBe(new KillStep(KillAction.Sockets, "silo-1", false, 2, "1 more had not closed in time."));
        steps[2].ShouldBe(new KillStep(KillAction.Sessions, "silo-1", false, 2, "a: not told."));
    }

    [Fact]
    public void Of_many_that_did_not_confirm_some_are_named_and_the_rest_is_counted()
    {
        var step = KillSteps.Of(new KillAnswer<CasesCancelled>("cases", new CasesCancelled(0, [.. Enumerable.Range(0, 60).Select(static i => $"c{i}")]), ""));

        step.Says.ShouldStartWith("c0 c1 ");
        step.Says.ShouldEndWith(" c49 And 10 more.");
    }

    [Fact]
    public void Probes_that_were_refused_are_one_row_and_each_that_was_not_is_named()
    {
        var (stopped, free) = (new SendProbe(true, "refused"), new SendProbe(false, "not refused"));
        KillAnswer<SendProbe>[] probes = [new("a", stopped, ""), new("b", free, ""), new("c", stopped, ""), new("d", null, "It failed.")];

        KillSteps.Of(probes, Tenant).ShouldBe(
        [
            new KillStep(KillAction.Probe, "acme", true, 2, "refused"),
            new KillStep(KillAction.Probe, "b", false, 1, "not refused"),
            new KillStep(KillAction.Probe, "d", false, 1, "It failed."),
        ]);
    }

    [Fact]
    public void Many_probes_that_were_not_refused_do_not_flood_the_report()
    {
        var probes = Enumerable.Range(0, 1_000).Select(static i => new KillAnswer<SendProbe>($"{i}", null, "It failed.")).ToArray();

        var steps = KillSteps.Of(probes, Tenant).ToArray();

        steps.Length.ShouldBe(KillSteps.MostNamed + 1);
        steps.Sum(static step => step.Count).ShouldBe(1_000);
    }

    [Fact]
    public void A_report_without_a_probe_is_no_success()
    {
        var done = new KillStep(KillAction.Switch, "settings", true, 1, "");
        var probe = new KillStep(KillAction.Probe, "acme", true, 1, "");

        new KillReport(Agent, 2, [done]).IsConfirmed.ShouldBeFalse();
        new KillReport(Agent, 2, [done, probe]).IsConfirmed.ShouldBeTrue();
        new KillReport(Agent, 2, [done, probe, done with { Confirmed = false }]).IsConfirmed.ShouldBeFalse();
    }

    private static KillAnswer<SiloStopped> Answer(SiloStopped stopped) => new("silo-1", stopped, "");
}

using AgentBus.Domain.KillSwitch;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.KillSwitch;

public sealed class ProbeMessageTests
{
    private readonly Scene _scene = new();

    [Fact]
    public void A_stopped_agent_is_refused_where_switches_are_looked_at() =>
        Probe(_scene.Settings with { DisabledAgents = ["alice"] }).ShouldBeRefused(Code.AgentDisabled, "quota");

    [Fact]
    public void A_stopped_tenant_is_refused_where_switches_are_looked_at() =>
        Probe(_scene.Settings with { IsStopped = true }).ShouldBeRefused(Code.LockedDown, "quota");

    [Fact]
    public void An_agent_that_may_send_gets_past_the_switches_and_no_further() =>
        Probe(_scene.Settings).ShouldBeRefused(Code.PermissionDenied, "authorization");

    [Fact]
    public void Whatever_routing_says_it_goes_nowhere() =>
        Probe(_scene.Settings with { RoutingRules = [new RoutingRule { Name = "all", ToAgent = "bob" }] }).ShouldBeRefused(Code.PermissionDenied, "authorization");

    [Fact]
    public void Only_a_refusal_for_being_stopped_will_do()
    {
        ProbeMessage.Judge(Refused(Code.AgentDisabled)).IsStopped.ShouldBeTrue();
        ProbeMessage.Judge(Refused(Code.LockedDown)).IsStopped.ShouldBeTrue();
        ProbeMessage.Judge(Refused(Code.RateLimited)).ShouldBe(new SendProbe(false, "A send was refused, but not because the sender is stopped: rate_limited."));
        ProbeMessage.Judge(new Receipt { MessageId = "probe-1", Outcome = Outcome.Held }).IsStopped.ShouldBeFalse();
        ProbeMessage.Judge(new Receipt { MessageId = "probe-1", Outcome = Outcome.Delivered }).IsStopped.ShouldBeFalse();
    }

    private Domain.Admission.AdmissionResult Probe(TenantSettings settings)
    {
        var scene = _scene with { Settings = settings, Principal = ProbeMessage.Sender(_scene.Principal.Agent) };
        return scene.Admit(ProbeMessage.Make("probe-1", settings));
    }

    private static Receipt Refused(Code code) => new() { MessageId = "probe-1", Outcome = Outcome.Refused, Code = code };
}

using AgentBus.Domain.Events;
using AgentBus.Domain.Routing;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Events;

public sealed class BusEventsTests
{
    private static readonly AgentKey Alice = new("acme", "alice");

    [Fact]
    public void An_activity_names_its_agent_and_goes_to_the_dashboard()
    {
        var happened = BusEvents.Activity(Alice, "joined", Scene.Start, new EventField("channel", "main")).ShouldNotBeNull();

        (happened.Tenant, happened.Channel, happened.Name).ShouldBe(("acme", "dashboard-events", "agent_activity"));
        happened.Subject.ShouldBe("ace.comms.system.agent.alice.evt.joined.v1");
        happened.Fields.ShouldBe([new("agent_id", "alice"), new("activity", "joined"), new("channel", "main")]);
    }

    [Fact]
    public void What_the_bus_does_is_no_activity_so_no_event_causes_another() =>
        BusEvents.Activity(new AgentKey("acme", SystemMessage.Sender), "joined", Scene.Start).ShouldBeNull();

    [Fact]
    public void A_dead_letter_is_told_without_what_it_says()
    {
        var letter = new DeadLetter(
            7, new ChannelKey("acme", "ops", "main"), 3, "m-1", Alice, Code.Rejected, "no handler", 5, Scene.Start, Scene.Start, "secret"u8.ToArray(), "stamp"u8.ToArray(), []);

        var happened = BusEvents.Died(letter, "rejected");

        happened.Subject.ShouldBe("ace.comms.system.dlq.evt.v1");
        (happened.Channel, happened.Name).ShouldBe(("dlq", "dead_letter"));
        happened.Fields.Select(static f => f.Name).ShouldBe(["message_id", "sender", "room", "channel", "sequence", "code", "reason", "attempts"]);
        happened.Fields.ShouldNotContain(static f => f.Text.Contains("secret"));
    }

    [Fact]
    public void Subjects_of_changes_follow_the_grammar()
    {
        BusEvent[] changes =
        [
            BusEvents.SettingsChanged(Scene.NewSettings(), ["roles"], "olga", Scene.Start),
            BusEvents.ChannelCreated(Scene.OpsMain, "alice", Scene.Start),
            BusEvents.ChannelDeleted(Scene.OpsMain, Scene.Start),
        ];

        foreach (var change in changes)
        {
            SubjectName.Parse(change.Subject).ShouldNotBeNull().ToString().ShouldBe(change.Subject);
            (change.Channel, change.Name).ShouldBe(("dashboard-events", "state_changed"));
        }
    }
}

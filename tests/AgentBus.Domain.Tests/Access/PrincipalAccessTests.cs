using AgentBus.Domain.Access;
using AgentBus.Domain.Routing;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Access;

public sealed class PrincipalAccessTests
{
    [Fact]
    public void More_channels_than_are_kept_are_all_judged_rightly()
    {
        var scene = new Scene().WithAcl(acl => acl with { PublishRoles = ["agent"] });
        var access = scene.Snapshot().AccessOf(scene.Principal);

        for (var i = 0; i < 2_000; i++)
        {
            var channel = new ChannelKey("acme", "ops", $"c{i % 700}");
            var grant = access.Publish(channel, SubjectVerb.Evt);
            grant.Refusal.ShouldBeNull();
            grant.Subject.ShouldBe(ChannelSubjects.Publish(EntityType.Agent, channel, SubjectVerb.Evt));
        }
    }

    [Fact]
    public void What_was_worked_out_is_kept()
    {
        var scene = new Scene();
        var snapshot = scene.Snapshot();

        var first = snapshot.AccessOf(scene.Principal).Publish(Scene.OpsMain, SubjectVerb.Evt);

        snapshot.AccessOf(scene.Principal).Publish(Scene.OpsMain, SubjectVerb.Evt).ShouldBeSameAs(first);
    }

    [Fact]
    public void A_message_to_an_agent_is_judged_by_the_subject_of_direct_traffic()
    {
        var scene = new Scene();
        var bob = new DirectTarget([new Recipient(EntityType.Agent, "bob")], null, []);
        var stranger = scene.Principal with { Agent = new AgentKey("globex", "alice") };

        var own = AccessRules.DecideDirect(scene.Principal, scene.Snapshot(), bob, SubjectVerb.Cmd);
        var observer = AccessRules.DecideDirect(Scene.NewPrincipal(roles: "observer"), scene.Snapshot(), bob, SubjectVerb.Cmd);
        var foreign = AccessRules.DecideDirect(stranger, scene.Snapshot(), bob, SubjectVerb.Cmd);

        own.Subject.ShouldBe("ace.comms.a2a.agent.bob.cmd.v1");
        own.Refusal.ShouldBeNull();
        observer.Refusal.ShouldBe(AccessRefusals.Subject);
        foreign.Refusal.ShouldBe(Refusal.NotFound);
    }
}

using AgentBus.Domain.Routing;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Domain.Tests.Routing;

public sealed class SubjectNameTests
{
    [Theory]
    [InlineData("ace.comms.agent.channel.ops:main.cmd.tool_call.v2", "tool_call", "v2")]
    [InlineData("ace.comms.agent.channel.ops:main.evt.v1", "", "v1")]
    [InlineData("ace.comms.a2a.agent.bob.rsp.v1", "", "v1")]
    public void A_subject_is_read_and_written_alike(string text, string subVerb, string version)
    {
        var subject = SubjectName.Parse(text).ShouldNotBeNull();

        subject.SubVerb.ShouldBe(subVerb);
        subject.SchemaVersion.ShouldBe(version);
        subject.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ace.comms.agent.channel.ops:main.evt")]
    [InlineData("ace.comms.agent.channel.ops:main.run.v1")]
    [InlineData("ace.comms.agent..ops:main.evt.v1")]
    [InlineData("ice.comms.agent.channel.ops:main.evt.v1")]
    [InlineData("ace.comms.agent.channel.ops:main.evt.a.b.v1")]
    public void What_is_no_subject_is_not_read(string text) => SubjectName.Parse(text).ShouldBeNull();

    [Theory]
    [InlineData(MessageType.Command, "cmd")]
    [InlineData(MessageType.Query, "qry")]
    [InlineData(MessageType.Response, "rsp")]
    [InlineData(MessageType.Event, "evt")]
    [InlineData(MessageType.Notification, "evt")]
    [InlineData(MessageType.Heartbeat, "evt")]
    [InlineData(MessageType.GovernanceRequest, "cmd")]
    [InlineData(MessageType.GovernanceResponse, "rsp")]
    [InlineData(MessageType.ConstitutionalValidation, "qry")]
    [InlineData(MessageType.TaskRequest, "cmd")]
    [InlineData(MessageType.TaskResponse, "rsp")]
    public void Every_message_type_has_a_verb(MessageType type, string verb) => SubjectVerbs.Of(type).Text().ShouldBe(verb);

    [Fact]
    public void Publish_follow_create_and_direct_have_the_documented_subjects()
    {
        var channel = new ChannelKey("acme", "ops", "main");

        ChannelSubjects.Publish(EntityType.Agent, channel, SubjectVerb.Cmd).ShouldBe("ace.comms.agent.channel.ops:main.cmd.v1");
        ChannelSubjects.Publish(EntityType.Dashboard, channel, SubjectVerb.Evt).ShouldBe("ace.comms.http.channel.ops:main.evt.v1");
        ChannelSubjects.Follow(EntityType.Human, channel).ShouldBe("ace.comms.http.channel.ops:main.qry.v1");
        ChannelSubjects.Create(EntityType.Service, channel).ShouldBe("ace.comms.agent.channel.ops:main.cmd.create_channel.v1");
        ChannelSubjects.Delete(EntityType.Agent, channel).ShouldBe("ace.comms.agent.channel.ops:main.cmd.delete_channel.v1");
        ChannelSubjects.Direct(new Recipient(EntityType.Agent, "bob"), SubjectVerb.Qry).ShouldBe("ace.comms.a2a.agent.bob.qry.v1");
        ChannelSubjects.Operate("acme", "set_status").ShouldBe("ace.comms.system.tenant.acme.cmd.set_status.v1");
    }

    [Fact]
    public void Different_channels_and_verbs_have_different_subjects()
    {
        var ids = Gen.Elements("a", "b", "a-b", "a_b", "ab", "A");
        var cases = from room in ids
                    from channel in ids
                    from verb in Gen.Elements(Enum.GetValues<SubjectVerb>())
                    select (Key: new ChannelKey("t", room, channel), Verb: verb);

        Prop.ForAll(
            cases.Two().ToArbitrary(),
            static pair => (pair.Item1 == pair.Item2)
                == (ChannelSubjects.Publish(EntityType.Agent, pair.Item1.Key, pair.Item1.Verb)
                    == ChannelSubjects.Publish(EntityType.Agent, pair.Item2.Key, pair.Item2.Verb))).QuickCheckThrowOnFailure();
    }
}

using AgentBus.Domain.Messages;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Messages;

public sealed class ReplyTypesTests
{
    [Theory]
    [InlineData(MessageType.Command, MessageType.Response)]
    [InlineData(MessageType.Query, MessageType.Response)]
    [InlineData(MessageType.ConstitutionalValidation, MessageType.Response)]
    [InlineData(MessageType.GovernanceRequest, MessageType.GovernanceResponse)]
    [InlineData(MessageType.TaskRequest, MessageType.TaskResponse)]
    public void Every_request_has_its_reply(MessageType request, MessageType reply)
    {
        ReplyTypes.ReplyTo(request).ShouldBe(reply);
        ReplyTypes.IsReply(reply).ShouldBeTrue();
    }

    [Fact]
    public void No_reply_is_a_request_and_every_reply_answers_something()
    {
        foreach (var type in Enum.GetValues<MessageType>().Where(ReplyTypes.IsReply))
        {
            ReplyTypes.ReplyTo(type).ShouldBeNull();
            ReplyTypes.All.ShouldContain(pair => pair.Reply == type);
        }
    }

    [Theory]
    [InlineData(MessageType.Event)]
    [InlineData(MessageType.Notification)]
    [InlineData(MessageType.Heartbeat)]
    public void What_only_tells_asks_for_nothing(MessageType type)
    {
        ReplyTypes.ReplyTo(type).ShouldBeNull();
        ReplyTypes.IsReply(type).ShouldBeFalse();
    }
}

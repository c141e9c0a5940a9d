using AgentBus.Domain.Messages;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Messages;

public sealed class StatusTransitionsTests
{
    [Theory]
    [InlineData(MessageStatus.Pending, false)]
    [InlineData(MessageStatus.Processing, false)]
    [InlineData(MessageStatus.PendingDeliberation, false)]
    [InlineData(MessageStatus.Delivered, false)]
    [InlineData(MessageStatus.Failed, true)]
    [InlineData(MessageStatus.Expired, true)]
    public void Failed_and_expired_are_final(MessageStatus status, bool final) => StatusTransitions.IsFinal(status).ShouldBe(final);

    [Fact]
    public void Nothing_is_delivered_that_was_not_processed()
    {
        foreach (var from in Enum.GetValues<MessageStatus>())
        {
            StatusTransitions.IsLegal(from, MessageStatus.Delivered).ShouldBe(from == MessageStatus.Processing);
        }
    }

    [Theory]
    [InlineData(MessageStatus.Expired)]
    [InlineData(MessageStatus.Failed)]
    public void What_waits_in_an_inbox_can_still_end_otherwise(MessageStatus end) => StatusTransitions.IsLegal(MessageStatus.Delivered, end).ShouldBeTrue();

    [Fact]
    public void No_status_follows_itself_and_no_transition_stands_twice()
    {
        StatusTransitions.All.ShouldAllBe(static t => t.From != t.To);
        StatusTransitions.All.Select(static t => (t.From, t.To)).ShouldBeUnique();
    }

    [Fact]
    public void Every_status_is_reached_from_pending_and_ends()
    {
        var reached = new HashSet<MessageStatus> { MessageStatus.Pending };
        for (var i = 0; i < Enum.GetValues<MessageStatus>().Length; i++)
        {
            reached.UnionWith(StatusTransitions.All.Where(t => reached.Contains(t.From)).Select(static t => t.To).ToArray());
        }

        reached.Count.ShouldBe(Enum.GetValues<MessageStatus>().Length);
    }
}

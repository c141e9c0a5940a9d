using AgentBus.Domain.Ports;
using AgentBus.Grains.Rooms;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Rooms;

public sealed class ChannelLogTests
{
    private static readonly ChannelKey Channel = new("acme", "ops", "general");
    private static readonly PublishRequest Two = new(
        new AgentKey("acme", "alice"), [.. Enumerable.Range(1, 2).Select(i => new AdmittedMessage($"{i}", $"{i}", default, null, default, default, default, default))]);

    private readonly ChannelLog _log = new(Channel, new ChannelHead(7, 1, 0, 0), null);

    [Fact]
    public void Places_follow_one_another_before_they_are_committed()
    {
        var first = Append();
        var second = Append();

        (first.FirstSequence, first.LastSequence).ShouldBe((1, 2));
        (second.FirstSequence, second.LastSequence).ShouldBe((3, 4));
        _log.Committed.ShouldBe(0);
    }

    [Fact]
    public void Behind_a_failed_append_all_fail_and_the_places_are_given_again()
    {
        var (kept, failed, behind) = (Append(), Append(), Append());

        _log.Settle(kept, AppendOutcome.Committed).ShouldBeFalse();
        _log.Settle(failed, AppendOutcome.Unavailable).ShouldBeFalse();
        _log.Append(Two, default).ShouldBeNull("places do not join until the last one failed");
        _log.Settle(behind, AppendOutcome.Fenced).ShouldBeFalse("it was fenced by the failure, not by another holder");

        Append().FirstSequence.ShouldBe(3);
        _log.Committed.ShouldBe(2);
    }

    [Fact]
    public void Fenced_without_a_failure_before_it_means_another_holder()
    {
        var (first, second) = (Append(), Append());

        _log.Settle(first, AppendOutcome.Fenced).ShouldBeTrue();
        _log.Settle(second, AppendOutcome.Fenced).ShouldBeFalse("once is enough");
    }

    [Fact]
    public void A_new_holder_goes_on_behind_the_head()
    {
        var log = new ChannelLog(Channel, new ChannelHead(7, 3, 5, 41), null);

        log.Append(Two, default)!.FirstSequence.ShouldBe(42);
        (log.First, log.Committed, log.Epoch).ShouldBe((5, 41, 7UL));
    }

    private PendingPublish Append() => _log.Append(Two, default).ShouldNotBeNull();
}

using AgentBus.Domain.Ports;
using AgentBus.Grains.Rooms;
using AgentBus.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBus.Cluster.Tests.Rooms;

public sealed class PublishPumpTests
{
    private static readonly PublishRequest One = new(
        new AgentKey("acme", "alice"), [new AdmittedMessage("1", "1", default, null, default, default, default, default)]);

    [Fact]
    public async Task A_publish_is_answered_while_its_messages_still_go_out_and_after_they_were_taken()
    {
        var log = new ChannelLog(new ChannelKey("acme", "ops", "general"), new ChannelHead(7, 1, 0, 0), null);
        var outlet = new HeldOutlet();
        var pump = new PublishPump(log, outlet, () => { }, NullLogger.Instance);
        var publish = log.Append(One, default).ShouldNotBeNull();

        pump.Add(publish);

        (await publish.Task).ShouldBe(new PublishResult(7, 1, null));
        outlet.Taken.ShouldBe([publish]);
        outlet.AnsweredBefore.ShouldBeTrue("members do not hold the sender up");
        pump.Drained.IsCompleted.ShouldBeFalse("the next commit is collected after these went out");

        outlet.Gone.SetResult();
        await pump.Drained;
    }

    private sealed class HeldOutlet : IChannelOutlet
    {
        public List<PendingPublish> Taken { get; } = [];

        public bool AnsweredBefore { get; private set; }

        public TaskCompletionSource Gone { get; } = new();

        public void Take(PendingPublish publish, bool isStored)
        {
            publish.Task.IsCompleted.ShouldBeFalse();
            Taken.Add(publish);
        }

        public Task PassOnAsync()
        {
            AnsweredBefore = Taken.TrueForAll(publish => publish.Task.IsCompleted);
            return Gone.Task;
        }
    }
}

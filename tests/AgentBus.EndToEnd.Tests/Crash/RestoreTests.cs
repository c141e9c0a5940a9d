using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Input;
using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.EndToEnd.Tests.Crash;

public sealed class RestoreTests
{
    private const string Room = SiloFixture.Room;
    private static readonly string[] Channels = ["explore", "design"];

    [Fact]
    public async Task After_SIGKILL_an_agent_that_restores_finds_its_channels_without_loss_or_gap_and_its_context()
    {
        await using var silo = await SiloProcess.StartAsync(SiloSettings.WithWideLimits(), TestContext.Current.CancellationToken);
        await using var ada = await SiloFixture.ConnectAsync(silo, "ada");
        var seen = Channels.ToDictionary(channel => channel, _ => 0ul);
        ulong revision;
        using (var bob = await RawAgent.EnterAsync(silo, "bob"))
        {
            foreach (var channel in Channels)
            {
                await bob.SendAsync(new ClientFrame { RequestId = 2, Subscribe = new Subscribe { Room = Room, Channel = channel } });
                (await bob.ReadAsync()).Subscribed.Channel.ShouldBe(channel);
            }

            await bob.SendAsync(new ClientFrame { RequestId = 3, WriteContext = new WriteContext { ContextId = "work", State = State("half done") } });
            revision = (await bob.ReadAsync()).Context.Revision;
            await PublishAsync(ada, 20);
            await ReadAsync(bob, seen, until: 20);
        }

        // Killed while messages go in: some have their receipts, some get them from the next silo.
        var publishing = PublishAsync(ada, 200);
        await silo.KillAsync(TestContext.Current.CancellationToken);
        await silo.StartAsync(TestContext.Current.CancellationToken);
        await publishing;

        using var restored = await RawAgent.ConnectAsync(silo);
        var hello = RawAgent.Hello(silo.Token("bob"));
        hello.Restore = true;
        await restored.SendAsync(new ClientFrame { RequestId = 1, Hello = hello });
        var welcome = (await restored.ReadAsync()).Welcome;
        welcome.Memberships.Select(membership => membership.Channel).ShouldBe(Channels, ignoreOrder: true);
        await ReadAsync(restored, welcome.Memberships.ToDictionary(membership => membership.Channel, membership => membership.Acknowledged?.Sequence ?? 0), until: 220);

        await restored.SendAsync(new ClientFrame { RequestId = 9, ReadContext = new ReadContext { ContextId = "work" } });
        var context = (await restored.ReadAsync()).Context;
        (context.Revision, context.State).ShouldBe((revision, State("half done")));
    }

    /// <summary>Reads until every channel has come so far, each message after the one before, and nothing is missing.</summary>
    private static async Task ReadAsync(RawAgent agent, Dictionary<string, ulong> seen, ulong until)
    {
        while (seen.Values.Any(sequence => sequence < until))
        {
            var frame = await agent.ReadAsync();
            frame.Gap.ShouldBeNull($"{frame}");
            if (frame.Subscribed is { } subscribed)
            {
                subscribed.Recovered.ShouldBeTrue($"{frame}");
            }
            else if (frame.Delivery is { } delivery)
            {
                delivery.Sequence.ShouldBe(seen[delivery.Channel] + 1);
                seen[delivery.Channel] = delivery.Sequence;
            }
        }
    }

    private static async Task PublishAsync(AgentBusClient client, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var receipts = await Task.WhenAll(Channels.Select(channel => client.PublishAsync(Room, channel, $"{i}", TestContext.Current.CancellationToken)));
            receipts.ShouldAllBe(receipt => receipt.IsDelivered);
        }
    }

    private static Struct State(string step) => new() { Fields = { ["step"] = Value.ForString(step) } };
}

using System.Collections.Concurrent;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;
using AgentBus.Services;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Cluster.Tests.Services;

/// <summary>Services that serve their agent's inbox, and work queues.</summary>
public sealed class ReceivingTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task A_service_answers_what_comes_to_its_inbox_and_can_ask_at_the_same_time()
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        await service.RegisterAsync(tenant, "asker");
        await service.RegisterAgentAsync(ServiceBus.Registration(tenant, "base") with { Inbox = (question, _) => ReplyAsync(service, question, "2") });
        await service.RegisterAgentAsync(ServiceBus.Registration(tenant, "tower") with
        {
            Inbox = async (question, _) =>
            {
                var lower = await service.SendMessageAsync(Ask("tower", "base"));
                await ReplyAsync(service, question, $"1{lower.Response!.Envelope.Content.Text}");
            },
        });

        var sent = await service.SendMessageAsync(Ask("asker", "tower"));

        sent.Response.ShouldNotBeNull().Envelope.Content.Text.ShouldBe("12");
    }

    [Fact]
    public async Task What_the_handler_throws_for_comes_again_and_what_it_returns_from_does_not()
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        var attempts = new ConcurrentQueue<string>();
        await service.RegisterAgentAsync(ServiceBus.Registration(tenant, "worker") with
        {
            Inbox = (message, _) =>
            {
                attempts.Enqueue(message.Envelope.Content.Text);
                return attempts.Count == 1 ? throw new InvalidOperationException("Not now.") : Task.CompletedTask;
            },
        });
        await service.RegisterAsync(tenant, "sender");

        await service.SendMessageAsync(Note("sender", "worker", "first"));
        await service.SendMessageAsync(Note("sender", "worker", "second"));

        await Eventually.HoldsAsync("the first comes again", () => attempts.Count == 3);
        attempts.Order().ShouldBe(["first", "first", "second"]);
    }

    [Fact]
    public async Task What_was_sent_while_nobody_served_the_inbox_is_there_for_who_serves_it_then()
    {
        var tenant = cluster.Tenant();
        await using var first = await ServiceBus.StartAsync(cluster.Outside);
        await first.RegisterAgentAsync(ServiceBus.Registration(tenant, "worker") with { Inbox = static (_, _) => Task.CompletedTask });
        await first.RegisterAsync(tenant, "sender");
        await first.UnregisterAgentAsync("worker");
        await first.SendMessageAsync(Note("sender", "worker", "later"));

        var seen = new ConcurrentQueue<string>();
        await using var second = await ServiceBus.StartAsync(cluster.Outside);
        await second.RegisterAgentAsync(ServiceBus.Registration(tenant, "worker") with
        {
            Inbox = (message, _) =>
            {
                seen.Enqueue(message.Envelope.Content.Text);
                return Task.CompletedTask;
            },
        });

        await Eventually.HoldsAsync("it arrives", () => !seen.IsEmpty);
        seen.ShouldBe(["later"]);
    }

    [Fact]
    public async Task Two_services_share_a_work_queue_and_each_item_goes_to_one()
    {
        var tenant = cluster.Tenant(Settings.WithWork);
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        await service.RegisterAsync(tenant, "boss");
        await service.RegisterAsync(tenant, "ann");
        await service.RegisterAsync(tenant, "bob");
        var done = new ConcurrentQueue<string>();
        Task Work(ReceivedMessage item, CancellationToken cancellation)
        {
            done.Enqueue(item.Envelope.Content.Text);
            return Task.CompletedTask;
        }

        await using var ann = await service.ServeQueueAsync("ann", Settings.Work, Work);
        await using var bob = await service.ServeQueueAsync("bob", Settings.Work, Work);
        await service.SendBatchAsync([.. Enumerable.Range(0, 100).Select(static i => ServiceBus.Event("boss", $"{i}", Settings.Work))]);

        await Eventually.HoldsAsync("all are done", () => done.Count >= 100);
        done.Distinct().Count().ShouldBe(100);
        done.Count.ShouldBe(100);
    }

    [Fact]
    public async Task A_channel_that_is_no_work_queue_cannot_be_served()
    {
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        await service.RegisterAsync(cluster.Tenant(), "ann");

        await Should.ThrowAsync<AgentBusError>(() => service.ServeQueueAsync("ann", Settings.Channel, static (_, _) => Task.CompletedTask));
    }

    private static Wire.Envelope Ask(string from, string to) =>
        new() { FromAgent = from, ToAgent = to, MessageType = Wire.MessageType.Query, Content = new Wire.Content { Text = "?" } };

    private static Wire.Envelope Note(string from, string to, string text) =>
        new() { FromAgent = from, ToAgent = to, MessageType = Wire.MessageType.Notification, Content = new Wire.Content { Text = text } };

    private static Task<SendOutcome> ReplyAsync(ServiceBus service, ReceivedMessage question, string text) => service.SendMessageAsync(new Wire.Envelope
    {
        FromAgent = question.Envelope.ToAgent,
        ToAgent = question.Stamp.Sender,
        ParentId = question.Envelope.MessageId,
        MessageType = Wire.MessageType.Response,
        Content = new Wire.Content { Text = text },
    });
}

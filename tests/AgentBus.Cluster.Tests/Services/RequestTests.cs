using AgentBus.Cluster.Tests.Support;
using AgentBus.Domain.Admission;
using AgentBus.Model;
using AgentBus.Services;
using Microsoft.Extensions.Logging.Abstractions;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Cluster.Tests.Services;

/// <summary>Requests and their replies through the facade (BUS-06, BUS-15).</summary>
public sealed class RequestTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Wire.MessageType.Unspecified, Wire.MessageType.Response)]
    [InlineData(Wire.MessageType.Query, Wire.MessageType.Response)]
    [InlineData(Wire.MessageType.TaskRequest, Wire.MessageType.TaskResponse)]
    [InlineData(Wire.MessageType.GovernanceRequest, Wire.MessageType.GovernanceResponse)]
    public async Task The_reply_of_the_target_completes_the_request(Wire.MessageType request, Wire.MessageType reply)
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        await service.RegisterAsync(tenant, "asker");
        await AnswererAsync(tenant, "oracle", question => Reply(question, "42", reply));

        var sent = await service.SendMessageAsync(Ask("asker", "oracle", request));

        sent.Response.ShouldNotBeNull().Envelope.Content.Text.ShouldBe("42");
        sent.Response.Stamp.Sender.ShouldBe("oracle");
    }

    [Fact]
    public async Task A_reply_of_somebody_else_completes_nothing_and_the_request_times_out()
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        await service.RegisterAsync(tenant, "asker");
        await AnswererAsync(tenant, "oracle", static _ => null);
        var liar = await cluster.AgentAsync(tenant, "liar");
        var question = Ask("asker", "oracle", Wire.MessageType.Query);
        question.MessageId = Guid.NewGuid().ToString();

        var asking = service.SendMessageAsync(question, TimeSpan.FromSeconds(1));
        await liar.SendAsync(liar.Message("41") with { Room = "", Channel = "", ToAgent = "asker", Type = MessageType.Response, ParentId = question.MessageId });

        var error = await Should.ThrowAsync<MessageTimeoutError>(asking);
        (error.MessageId, error.TimeoutMs).ShouldBe((question.MessageId, 1_000));
    }

    [Fact]
    public async Task The_reply_comes_to_the_session_that_sent_in_the_end_where_the_first_was_over()
    {
        var tenant = cluster.Tenant();
        await AnswererAsync(tenant, "oracle", question => Reply(question, "42", Wire.MessageType.Response));
        using var counters = new BusCounters(metered: false);
        await using var asker = new ActingAgent(
            cluster.Outside, ServiceBus.Registration(tenant, "asker"), counters, new AgentBusServiceOptions(), TimeProvider.System, NullLogger.Instance);
        var first = await asker.SessionAsync(Cancel);
        await first.Agent.CloseSessionAsync(first.Token);
        var question = OutgoingEnvelope.Complete(Ask("asker", "oracle", Wire.MessageType.Query), asker.Key, Constitution.Hash, DateTimeOffset.UnixEpoch);

        var exchanged = await MessageExchange.SendAsync(
            send => asker.RunAsync(send, Cancel), question, TimeSpan.FromSeconds(30), TimeProvider.System, Cancel);

        exchanged.Value.ShouldNotBeNull().Reply.ShouldNotBeNull().Envelope.Content.Text.ShouldBe("42");
        (await asker.SessionAsync(Cancel)).ShouldNotBe(first);
    }

    [Fact]
    public async Task A_request_to_an_agent_that_is_not_registered_fails_at_once()
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        await service.RegisterAsync(tenant, "asker");

        var error = await Should.ThrowAsync<AgentNotRegisteredError>(() => service.SendMessageAsync(Ask("asker", "nobody", Wire.MessageType.Query)));

        (error.AgentId, error.Operation).ShouldBe(("nobody", "send"));
    }

    [Fact]
    public async Task Without_waiting_a_request_returns_with_its_receipt()
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        await service.RegisterAsync(tenant, "asker");
        await AnswererAsync(tenant, "oracle", static _ => null);

        var sent = await service.SendMessageAsync(Ask("asker", "oracle", Wire.MessageType.Query), TimeSpan.Zero);

        (sent.Status, sent.Response).ShouldBe((MessageStatus.Delivered, null));
    }

    private async Task AnswererAsync(string tenant, string name, Func<Wire.Envelope, Envelope?> answer)
    {
        var agent = await cluster.AgentAsync(tenant, name);
        await agent.RegisterAsync();
        var consumer = new TestConsumer();
        consumer.OnDelivery = async delivery =>
        {
            foreach (var message in delivery.Messages)
            {
                if (answer(Wire.Envelope.Parser.ParseFrom(message.Message.Envelope.Span)) is { } reply)
                {
                    await agent.SendAsync(reply);
                }
            }
        };
        (await agent.AttachAsync(consumer)).Refusal.ShouldBeNull();
    }

    private static Wire.Envelope Ask(string from, string to, Wire.MessageType type) => new()
    {
        FromAgent = from,
        ToAgent = to,
        MessageType = type,
        Content = new Wire.Content { Text = "What is it?" },
    };

    private static Envelope Reply(Wire.Envelope question, string text, Wire.MessageType type) => new()
    {
        MessageId = $"reply-{question.MessageId}",
        ProtocolVersion = question.ProtocolVersion,
        ConstitutionalHash = question.ConstitutionalHash,
        ToAgent = question.FromAgent,
        ParentId = question.MessageId,
        Type = (MessageType)(type - 1),
        Encoded = System.Text.Encoding.UTF8.GetBytes(text),
    };
}

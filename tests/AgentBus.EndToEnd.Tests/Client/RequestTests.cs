using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Scripted;
using AgentBus.Protocol.V1;
using static AgentBus.EndToEnd.Tests.Scripted.ScriptedQueues;

namespace AgentBus.EndToEnd.Tests.Client;

public sealed class RequestTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reply_completes_its_request_and_is_acknowledged()
    {
        await using var scene = await InboxScene.OpenAsync();
        var asking = scene.Client.RequestAsync("bob", Question(), TimeSpan.FromSeconds(20), Cancel);
        var frame = await scene.Bus.ReadAsync();
        frame.Publish.AwaitReplyMs.ShouldBe(20_000U);
        var request = Envelope.Parser.ParseFrom(frame.Publish.Envelopes.ShouldHaveSingleItem());
        (request.ToAgent, request.MessageType).ShouldBe(("bob", MessageType.Query));
        await scene.Bus.AnswerAsync(frame.RequestId, [request]);
        await scene.Bus.SendAsync(Direct(1, envelope: Reply(request)), Direct(2));
        (await asking).Text.ShouldBe("the answer");
        (await scene.Bus.TakeAckAsync()).Sequences.ShouldBe([1UL]);

        // The reply itself does not come to the inbox.
        (await scene.NextAsync()).Position.Sequence.ShouldBe(2UL);
    }

    [Fact]
    public async Task A_reply_may_be_quicker_than_the_receipt_and_name_its_request_by_correlation()
    {
        await using var scene = await InboxScene.OpenAsync();
        var asking = scene.Client.RequestAsync("bob", Question(), TimeSpan.FromSeconds(20), Cancel);
        var (_, requests) = await scene.Bus.ReadPublishAsync();
        var reply = Reply(requests[0]);
        (reply.ParentId, reply.CorrelationId) = ("", requests[0].MessageId);
        await scene.Bus.SendAsync(Direct(1, envelope: reply));
        (await asking).Text.ShouldBe("the answer");
    }

    [Fact]
    public async Task What_only_looks_like_the_reply_is_an_ordinary_message()
    {
        await using var scene = await InboxScene.OpenAsync();
        var asking = scene.Client.RequestAsync("bob", Question(), TimeSpan.FromSeconds(20), Cancel);
        var (frame, requests) = await scene.Bus.ReadPublishAsync();
        await scene.Bus.AnswerAsync(frame, requests);
        var toAnother = Reply(requests[0]);
        toAnother.ParentId = "another request";
        var progress = Reply(requests[0]);
        progress.MessageType = MessageType.Event;
        await scene.Bus.SendAsync(
            Direct(1, envelope: Reply(requests[0]), sender: "eve"),
            Direct(2, envelope: toAnother),
            Direct(3, envelope: progress),
            Direct(4, envelope: Reply(requests[0])),
            Direct(5, envelope: Reply(requests[0], "late", "a second answer")));
        (await asking).Position.Sequence.ShouldBe(4UL);
        foreach (var expected in (ulong[])[1, 2, 3, 5])
        {
            (await scene.NextAsync()).Position.Sequence.ShouldBe(expected);
        }
    }

    [Fact]
    public async Task A_request_without_a_reply_fails_with_its_id_and_how_long_it_waited()
    {
        await using var scene = await InboxScene.OpenAsync();
        var asking = scene.Client.RequestAsync("bob", Question(), TimeSpan.FromMilliseconds(150), Cancel);
        var (frame, requests) = await scene.Bus.ReadPublishAsync();
        await scene.Bus.AnswerAsync(frame, requests);
        var fault = await Should.ThrowAsync<RequestTimeoutException>(() => asking);
        (fault.MessageId, fault.AgentId, fault.Timeout, fault.Code).ShouldBe((requests[0].MessageId, "bob", TimeSpan.FromMilliseconds(150), AgentBusCodes.Timeout));

        // What comes now is late, and an ordinary message.
        await scene.Bus.SendAsync(Direct(1, envelope: Reply(requests[0])));
        (await scene.NextAsync()).Text.ShouldBe("the answer");
    }

    [Fact]
    public async Task A_request_that_was_not_even_sent_times_out_too_and_is_not_sent_later()
    {
        await using var scene = await InboxScene.OpenAsync();
        scene.Bus.Break();
        await Should.ThrowAsync<RequestTimeoutException>(() => scene.Client.RequestAsync("bob", Question(), TimeSpan.FromMilliseconds(50), Cancel));
        await scene.ReconnectAsync();
        var publish = scene.Client.PublishAsync("science", "explore", "next", Cancel);
        var (request, envelopes) = await scene.Bus.ReadPublishAsync();
        envelopes.ShouldHaveSingleItem().Content.Text.ShouldBe("next");
        await scene.Bus.AnswerAsync(request, envelopes);
        await publish;
    }

    [Fact]
    public async Task A_held_request_says_so_at_once_with_its_case()
    {
        await using var scene = await InboxScene.OpenAsync();
        var asking = scene.Client.RequestAsync("bob", Question(), TimeSpan.FromMinutes(5), Cancel);
        var (frame, requests) = await scene.Bus.ReadPublishAsync();
        await AnswerAsync(scene, frame, new AgentBus.Protocol.V1.Receipt { MessageId = requests[0].MessageId, Outcome = Outcome.Held, Code = "held", CaseId = "case-1" });
        var fault = await Should.ThrowAsync<RequestHeldException>(() => asking);
        (fault.CaseId, fault.Code, fault.MessageId).ShouldBe(("case-1", AgentBusCodes.PendingDeliberation, requests[0].MessageId));
    }

    [Fact]
    public async Task A_refused_request_fails_with_the_code_of_its_receipt()
    {
        await using var scene = await InboxScene.OpenAsync();
        var asking = scene.Client.RequestAsync("nobody", Question(), TimeSpan.FromMinutes(5), Cancel);
        var (frame, requests) = await scene.Bus.ReadPublishAsync();
        await AnswerAsync(scene, frame, new AgentBus.Protocol.V1.Receipt { MessageId = requests[0].MessageId, Outcome = Outcome.Refused, Code = AgentBusCodes.AgentNotRegistered });
        (await Should.ThrowAsync<RequestRefusedException>(() => asking)).Code.ShouldBe(AgentBusCodes.AgentNotRegistered);
    }

    [Fact]
    public async Task The_end_of_the_session_ends_the_waiting()
    {
        await using var scene = await InboxScene.OpenAsync();
        var asking = scene.Client.RequestAsync("bob", Question(), TimeSpan.FromMinutes(5), Cancel);
        var (frame, requests) = await scene.Bus.ReadPublishAsync();
        await scene.Bus.AnswerAsync(frame, requests);
        await scene.Bus.EndAsync(AgentBusCodes.SessionReplaced);
        (await Should.ThrowAsync<AgentBusException>(() => asking)).Code.ShouldBe(AgentBusCodes.SessionReplaced);
    }

    [Fact]
    public async Task Requests_are_sent_apart_from_other_messages_and_in_order()
    {
        await using var scene = await InboxScene.OpenAsync();
        scene.Bus.Break();
        var publish = scene.Client.PublishAsync("science", "explore", "before", Cancel);
        var asking = scene.Client.RequestAsync("bob", Question(), TimeSpan.FromMinutes(1), Cancel);
        var after = scene.Client.PublishAsync("science", "explore", "after", Cancel);
        await scene.ReconnectAsync();
        var frames = new List<ClientFrame>();
        while (frames.Count < 3)
        {
            frames.Add(await scene.Bus.ReadAsync());
        }

        frames.Select(frame => frame.Publish.AwaitReplyMs).ShouldBe([0U, 60_000U, 0U]);
        foreach (var frame in frames)
        {
            await scene.Bus.AnswerAsync(frame.RequestId, frame.Publish.Envelopes.Select(bytes => Envelope.Parser.ParseFrom(bytes)));
        }

        await publish;
        await after;
        asking.IsCompleted.ShouldBeFalse();
    }

    [Theory]
    [InlineData(MessageType.Query, MessageType.Response)]
    [InlineData(MessageType.Command, MessageType.Response)]
    [InlineData(MessageType.TaskRequest, MessageType.TaskResponse)]
    [InlineData(MessageType.GovernanceRequest, MessageType.GovernanceResponse)]
    public async Task A_reply_goes_to_the_sender_in_its_conversation_with_the_type_that_answers(MessageType asked, MessageType answered)
    {
        await using var scene = await InboxScene.OpenAsync();
        await scene.Bus.SendAsync(Direct(1, envelope: new Envelope { MessageId = "q", MessageType = asked, ConversationId = "c", ContextId = "x", CorrelationId = "k", FromAgent = "eve" }));
        var replying = scene.Client.ReplyAsync(await scene.NextAsync(), "yes", Cancel);
        var (frame, sent) = await scene.Bus.ReadPublishAsync();
        await scene.Bus.AnswerAsync(frame, sent);
        await replying;
        var reply = sent.ShouldHaveSingleItem();

        // The authenticated sender, not what the envelope claims.
        (reply.ToAgent, reply.ParentId, reply.MessageType).ShouldBe(("bob", "q", answered));
        (reply.ConversationId, reply.ContextId, reply.CorrelationId, reply.Content.Text).ShouldBe(("c", "x", "k", "yes"));
    }

    [Fact]
    public async Task Several_receivers_have_a_receipt_each()
    {
        await using var scene = await InboxScene.OpenAsync();
        var sending = scene.Client.SendAsync([Recipient.Agent("bob"), Recipient.Group("reviewers")], Question(), Cancel);
        var (frame, sent) = await scene.Bus.ReadPublishAsync();
        sent[0].Recipients.Select(entity => (entity.Type, entity.Id)).ShouldBe([(EntityType.Agent, "bob"), (EntityType.Group, "reviewers")]);
        await AnswerAsync(scene, frame, new AgentBus.Protocol.V1.Receipt
        {
            MessageId = sent[0].MessageId,
            Outcome = Outcome.Refused,
            Code = "inbox_full",
            Recipients =
            {
                new AgentBus.Protocol.V1.Receipt { Agent = "bob", Outcome = Outcome.Delivered, Sequence = 4 },
                new AgentBus.Protocol.V1.Receipt { Agent = "carol", Outcome = Outcome.Refused, Code = "inbox_full" },
            },
        });
        var receipt = await sending;
        receipt.Recipients.Select(each => (each.Agent, each.IsDelivered, each.Code)).ShouldBe([("bob", true, ""), ("carol", false, "inbox_full")]);
        Should.Throw<ArgumentException>(() => { _ = scene.Client.SendAsync([], Question(), Cancel); });
        Should.Throw<ArgumentException>(() => { _ = scene.Client.SendAsync("*", "x", Cancel); });
    }

    private static Envelope Question() => new() { Content = new Content { Text = "what do you see?" } };

    private static Envelope Reply(Envelope request, string id = "r", string text = "the answer") => new()
    {
        MessageId = id,
        ParentId = request.MessageId,
        MessageType = MessageType.Response,
        Content = new Content { Text = text },
    };

    private static Task AnswerAsync(InboxScene scene, ulong request, AgentBus.Protocol.V1.Receipt receipt) =>
        scene.Bus.SendAsync(new ServerFrame { RequestId = request, Receipts = new Receipts { Receipts_ = { receipt } } });
}

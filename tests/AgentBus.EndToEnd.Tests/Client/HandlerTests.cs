using System.Collections.Concurrent;
using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Scripted;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using static AgentBus.EndToEnd.Tests.Scripted.ScriptedQueues;

namespace AgentBus.EndToEnd.Tests.Client;

public sealed class HandlerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_handler_asks_of_other_agents_is_part_of_the_message_that_it_deals_with()
    {
        await using var scene = await HandlerScene.OpenAsync();
        await scene.HandleAsync(static async (work, cancel) => await work.SendAsync("tool", new Envelope { MessageType = MessageType.Command }, cancel));
        await scene.Bus.SendAsync(Direct(1, envelope: new Envelope { MessageId = "m1", ConversationId = "talk", RequiresApproval = true }));

        var (_, sent) = await scene.Bus.ReadPublishAsync();

        // What was delivered has its approval.
        (sent[0].ToAgent, sent[0].ParentId, sent[0].ConversationId, sent[0].RequiresApproval).ShouldBe(("tool", "m1", "talk", false));
    }

    [Fact]
    public async Task The_session_context_is_loaded_before_the_handler_and_the_message_acknowledged_after_it()
    {
        await using var scene = await HandlerScene.OpenAsync();
        var steps = new ConcurrentQueue<string>();
        await scene.HandleAsync(async (work, cancel) =>
        {
            steps.Enqueue($"handles {work.Text} with {work.Context!.Memory.Fields["mood"].StringValue}");
            await work.SaveContextAsync(work.Context with { State = new Struct { Fields = { ["step"] = Value.ForNumber(2) } } }, cancel);
            await work.ReplyAsync("done", cancel);
        });
        await scene.Bus.SendAsync(Direct(1, envelope: new Envelope { MessageId = "m1", ContextId = "trip", MessageType = MessageType.TaskRequest, Content = new Content { Text = "plan" } }));
        var read = await scene.Bus.ReadAsync();
        read.ReadContext.ContextId.ShouldBe("trip");
        steps.ShouldBeEmpty();
        await scene.Bus.SendAsync(new ServerFrame
        {
            RequestId = read.RequestId,
            Context = new Context { ContextId = "trip", Revision = 4, Memory = new Struct { Fields = { ["mood"] = Value.ForString("good") } }, UpdatedUnixUs = 1 },
        });
        var write = await scene.Bus.ReadAsync();
        (write.WriteContext.Revision, write.WriteContext.State.Fields["step"].NumberValue).ShouldBe((4UL, 2));
        write.WriteContext.Memory.Fields.ShouldContainKey("mood");
        await scene.Bus.SendAsync(new ServerFrame { RequestId = write.RequestId, Context = new Context { ContextId = "trip", Revision = 5 } });
        var (publish, reply) = await scene.Bus.ReadPublishAsync();
        (reply[0].ToAgent, reply[0].ContextId, reply[0].MessageType).ShouldBe(("bob", "trip", MessageType.TaskResponse));
        await scene.Bus.AnswerAsync(publish, reply);
        (await scene.Bus.TakeAckAsync()).Kind.ShouldBe(AckKind.Done);
        steps.ShouldBe(["handles plan with good"]);
        await scene.StopAsync();
    }

    [Fact]
    public async Task A_handler_that_throws_gets_the_message_again_after_a_growing_pause_and_at_last_it_is_rejected_with_the_reason()
    {
        await using var scene = await HandlerScene.OpenAsync();
        var log = new ListLogger();
        await scene.HandleAsync(
            (_, _) => throw new InvalidDataException("no luck"),
            new HandlerOptions { MaxAttempts = 3, RetryDelay = TimeSpan.FromMilliseconds(100), RetryMaxDelay = TimeSpan.FromMilliseconds(150), Logger = log });
        foreach (var (attempt, kind, pause, reason) in new[] { (1U, AckKind.Retry, 100U, ""), (2U, AckKind.Retry, 150U, ""), (3U, AckKind.Reject, 0U, "no luck") })
        {
            await scene.Bus.SendAsync(Direct(1, attempt));
            var ack = await scene.Bus.TakeAckAsync();
            (ack.Kind, ack.RetryAfterMs, ack.Reason).ShouldBe((kind, pause, reason));
        }

        await Until.TrueAsync("all of it is logged", () => log.Lines.Count == 3, cancellationToken: Cancel);
        log.Lines.Select(line => line.Level).ShouldBe([LogLevel.Warning, LogLevel.Warning, LogLevel.Error]);
        log.Lines.ShouldAllBe(line => line.Text.Contains("m1") && line.Text.Contains("bob"));
        await scene.StopAsync();
    }

    [Fact]
    public async Task A_message_that_can_never_be_dealt_with_is_rejected_at_once()
    {
        await using var scene = await HandlerScene.OpenAsync();
        await scene.HandleAsync((_, _) => throw new HandlerExecutionException("no such tool"));
        await scene.Bus.SendAsync(Direct(1));
        var ack = await scene.Bus.TakeAckAsync();
        (ack.Kind, ack.Reason).ShouldBe((AckKind.Reject, "no such tool"));
        await scene.StopAsync();
    }

    [Fact]
    public async Task A_context_that_cannot_be_loaded_is_a_failed_attempt()
    {
        await using var scene = await HandlerScene.OpenAsync();
        var handled = false;
        await scene.HandleAsync((_, _) =>
        {
            handled = true;
            return Task.CompletedTask;
        });
        await scene.Bus.SendAsync(Direct(1, envelope: new Envelope { MessageId = "m1", ContextId = "trip" }));
        await scene.Bus.RefuseAsync((await scene.Bus.ReadAsync()).RequestId, "storage_unavailable");
        (await scene.Bus.TakeAckAsync()).Kind.ShouldBe(AckKind.Retry);
        handled.ShouldBeFalse();
        await scene.StopAsync();
    }

    [Fact]
    public async Task As_many_are_handled_at_once_as_is_allowed_and_no_more()
    {
        await using var scene = await HandlerScene.OpenAsync();
        using var open = new SemaphoreSlim(0);
        var (running, most) = (0, 0);
        await scene.HandleAsync(
            async (_, cancel) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await open.WaitAsync(cancel);
                Interlocked.Decrement(ref running);
            },
            new HandlerOptions { Concurrency = 3 });
        await scene.Bus.SendAsync([.. Enumerable.Range(1, 9).Select(i => Direct((ulong)i))]);
        await Until.TrueAsync("three run", () => Volatile.Read(ref running) == 3, cancellationToken: Cancel);
        open.Release(9);
        var settled = 0;
        while (settled < 9)
        {
            settled += (await scene.Bus.TakeAckAsync()).Sequences.Count;
        }

        most.ShouldBe(3);
        await scene.StopAsync();
    }

    [Fact]
    public async Task When_it_is_cancelled_the_message_in_hand_is_given_back_and_it_returns()
    {
        await using var scene = await HandlerScene.OpenAsync();
        var began = new TaskCompletionSource();
        await scene.HandleAsync(async (_, cancel) =>
        {
            began.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        });
        await scene.Bus.SendAsync(Direct(1));
        await began.Task;
        var stopping = scene.StopAsync();
        (await scene.Bus.ReadAsync()).Unsubscribe.ShouldBe(new Unsubscribe());
        await stopping;
    }

    [Fact]
    public async Task While_a_handler_runs_the_bus_hears_that_its_message_and_those_behind_it_are_worked_on()
    {
        await using var scene = await HandlerScene.OpenAsync(redeliverAfterMs: 40);
        using var open = new SemaphoreSlim(0);
        await scene.HandleAsync((_, cancel) => open.WaitAsync(cancel));
        await scene.Bus.SendAsync(Direct(1), Direct(2));
        for (var said = 0; said < 3;)
        {
            var ack = await scene.Bus.TakeAckAsync();
            ack.Kind.ShouldBe(AckKind.Working);
            said += ack.Sequences.Contains(1UL) && ack.Sequences.Contains(2UL) ? 1 : 0;
        }

        open.Release(2);
        var done = new HashSet<ulong>();
        while (done.Count < 2)
        {
            var ack = await scene.Bus.TakeAckAsync();
            done.UnionWith(ack.Kind == AckKind.Done ? ack.Sequences : []);
        }

        done.ShouldBe([1UL, 2UL]);
        await scene.StopAsync();
    }

    [Fact]
    public async Task Whoever_cancels_it_does_not_wait_for_a_bus_that_does_not_confirm()
    {
        await using var scene = await HandlerScene.OpenAsync();
        await scene.HandleAsync((_, _) => Task.CompletedTask);
        await scene.Bus.SendAsync(Direct(1));
        (await scene.Bus.ReadAckAsync()).Ack.Kind.ShouldBe(AckKind.Done);
        await scene.StopAsync();
    }

    [Fact]
    public async Task A_handler_may_settle_the_message_itself()
    {
        await using var scene = await HandlerScene.OpenAsync();
        await scene.HandleAsync((work, cancel) => work.Delivery.RejectAsync("not mine", cancel));
        await scene.Bus.SendAsync(Direct(1));
        (await scene.Bus.TakeAckAsync()).Reason.ShouldBe("not mine");
        await scene.Bus.SendAsync(Direct(2));
        (await scene.Bus.TakeAckAsync()).Sequences.ShouldBe([2UL]);
        await scene.StopAsync();
    }

    [Fact]
    public async Task A_work_queue_is_handled_with_a_window_of_twice_what_runs_at_once()
    {
        await using var scene = await HandlerScene.OpenAsync();
        await scene.HandleAsync((_, _) => Task.CompletedTask, new HandlerOptions { Room = "jobs", Channel = "tasks", Concurrency = 4 });
        (await scene.Bus.GrantQueueAsync()).Window.ShouldBe(8U);
        await scene.Bus.SendAsync(Work(1));
        (await scene.Bus.TakeAckAsync()).Room.ShouldBe("jobs");
        await scene.StopAsync();
    }

    [Fact]
    public async Task Options_out_of_range_are_named()
    {
        await using var scene = await HandlerScene.OpenAsync();
        foreach (var (wrong, name) in new[]
        {
            (new HandlerOptions { Concurrency = 0 }, "Concurrency"),
            (new HandlerOptions { MaxAttempts = 0 }, "MaxAttempts"),
            (new HandlerOptions { RetryDelay = TimeSpan.FromHours(1) }, "RetryDelay"),
            (new HandlerOptions { Room = "jobs" }, "Channel"),
        })
        {
            (await Should.ThrowAsync<ArgumentException>(() => scene.Client.HandleAsync((_, _) => Task.CompletedTask, wrong, Cancel))).Message.ShouldContain(name);
        }
    }

    private sealed class ListLogger : ILogger
    {
        public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue((logLevel, formatter(state, exception)));
    }
}

using System.Collections.Concurrent;
using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Scripted;
using AgentBus.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using static AgentBus.EndToEnd.Tests.Scripted.ScriptedQueues;

namespace AgentBus.EndToEnd.Tests.Client;

/// <summary>What the bus wants of an agent, as the SDK tells it (AGT-14).</summary>
public sealed class OrderTests
{
    private const string TheBus = "sys-bus";

    private readonly ConcurrentQueue<BusOrder> _told = new();

    [Fact]
    public async Task An_order_of_the_bus_is_told_once_and_acknowledged_and_is_no_message_of_the_inbox()
    {
        await using var scene = await InboxScene.OpenAsync(options => options with { OnOrder = _told.Enqueue });
        await scene.Bus.SendAsync(Direct(1, envelope: Order(1, "rollback", ("version", "1.2"), ("reason", "it loops")), sender: TheBus));
        var ack = await scene.Bus.TakeAckAsync();
        ack.Kind.ShouldBe(AckKind.Done);
        ack.Sequences.ShouldBe([1UL]);
        await scene.Bus.SendAsync(Direct(1, attempt: 2, envelope: Order(1, "rollback", ("version", "1.2")), sender: TheBus));
        (await scene.Bus.TakeAckAsync()).Sequences.ShouldBe([1UL]);
        await scene.Bus.SendAsync(Direct(2, envelope: Order(2, "debug", ("debug", "true")), sender: TheBus), Direct(3));
        (await scene.Bus.TakeAckAsync()).Sequences.ShouldBe([2UL]);

        (await scene.NextAsync()).Position.Sequence.ShouldBe(3UL);
        _told.ShouldBe([new BusOrder(BusOrderKind.Rollback, "1.2", false, "it loops"), new BusOrder(BusOrderKind.Debug, "", true, "")]);
    }

    [Fact]
    public async Task Who_does_not_listen_finds_orders_in_the_inbox()
    {
        await using var scene = await InboxScene.OpenAsync();
        await scene.Bus.SendAsync(Direct(1, envelope: Order(1, "debug", ("debug", "false")), sender: TheBus));

        (await scene.NextAsync()).Envelope.Action.ShouldBe("debug");
    }

    [Theory]
    [InlineData("bob", "rollback", EnvelopeKind.System)]
    [InlineData(TheBus, "rollback", EnvelopeKind.Event)]
    [InlineData(TheBus, "dance", EnvelopeKind.System)]
    public async Task What_is_not_of_the_bus_or_not_known_is_a_message_like_any_other(string sender, string action, EnvelopeKind kind)
    {
        await using var scene = await InboxScene.OpenAsync(options => options with { OnOrder = _told.Enqueue });
        var envelope = Order(1, action);
        envelope.Kind = kind;
        await scene.Bus.SendAsync(Direct(1, envelope: envelope, sender: sender));

        (await scene.NextAsync()).Envelope.Action.ShouldBe(action);
        _told.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_listener_that_throws_keeps_nothing_up()
    {
        await using var scene = await InboxScene.OpenAsync(static options => options with { OnOrder = static _ => throw new InvalidOperationException("no") });
        await scene.Bus.SendAsync(Direct(1, envelope: Order(1, "debug", ("debug", "true")), sender: TheBus), Direct(2));

        (await scene.Bus.TakeAckAsync()).Sequences.ShouldBe([1UL]);
        (await scene.NextAsync()).Position.Sequence.ShouldBe(2UL);
    }

    private static Envelope Order(int number, string action, params (string Name, string Value)[] fields)
    {
        var payload = new Struct();
        foreach (var (name, value) in fields)
        {
            payload.Fields[name] = Value.ForString(value);
        }

        return new Envelope { MessageId = $"order-{number}", Kind = EnvelopeKind.System, MessageType = MessageType.Command, Action = action, Payload = payload };
    }
}

using AgentBus.Protocol.V1;
using Google.Protobuf;

namespace AgentBus.EndToEnd.Tests.Scripted;

/// <summary>The bus's part in messages that are settled one by one, as a test tells it.</summary>
internal static class ScriptedQueues
{
    public const ulong Epoch = ScriptedConnection.Epoch;
    public const string InboxRoom = "sys-inbox";
    public const string Me = "ada";

    /// <summary>A message of bob in ada's inbox.</summary>
    public static ServerFrame Direct(ulong sequence, uint attempt = 1, Envelope? envelope = null, string sender = "bob") => Frame(new Delivery
    {
        Room = InboxRoom,
        Channel = Me,
        Kind = ChannelKind.Inbox,
        Sequence = sequence,
        Attempt = attempt,
    }, envelope, sender);

    /// <summary>A message of bob in a work queue.</summary>
    public static ServerFrame Work(ulong sequence, uint attempt = 1, Envelope? envelope = null) => Frame(new Delivery
    {
        Room = "jobs",
        Channel = "tasks",
        Kind = ChannelKind.WorkQueue,
        Sequence = sequence,
        Attempt = attempt,
    }, envelope, "bob");

    /// <summary>The next acknowledgement.</summary>
    public static async Task<(ulong RequestId, Ack Ack)> ReadAckAsync(this ScriptedConnection connection)
    {
        var frame = await connection.ReadAsync();
        frame.BodyCase.ShouldBe(ClientFrame.BodyOneofCase.Ack);
        return (frame.RequestId, frame.Ack);
    }

    public static Task ConfirmAsync(this ScriptedConnection connection, ulong requestId) =>
        connection.SendAsync(new ServerFrame { RequestId = requestId, Acked = new Acked() });

    /// <summary>Reads an acknowledgement, confirms it and returns it.</summary>
    public static async Task<Ack> TakeAckAsync(this ScriptedConnection connection)
    {
        var (request, ack) = await connection.ReadAckAsync();
        await connection.ConfirmAsync(request);
        return ack;
    }

    public static Task RefuseAsync(this ScriptedConnection connection, ulong requestId, string code) =>
        connection.SendAsync(new ServerFrame { RequestId = requestId, Error = new Error { Code = code, Message = "as the test says" } });

    /// <summary>Reads a Subscribe and answers that it is a work queue.</summary>
    public static async Task<Subscribe> GrantQueueAsync(this ScriptedConnection connection, ChannelKind kind = ChannelKind.WorkQueue)
    {
        var frame = await connection.ReadAsync();
        frame.BodyCase.ShouldBe(ClientFrame.BodyOneofCase.Subscribe);
        await connection.SendAsync(new ServerFrame
        {
            RequestId = frame.RequestId,
            Subscribed = new Subscribed { Room = frame.Subscribe.Room, Channel = frame.Subscribe.Channel, Epoch = Epoch, Kind = kind },
        });
        return frame.Subscribe;
    }

    /// <summary>Reads the Subscribe to the inbox and grants it; what else came stays to be read.</summary>
    public static async Task<Subscribe> GrantInboxAsync(this ScriptedConnection connection)
    {
        var frame = await connection.ReadAsync(ClientFrame.BodyOneofCase.Subscribe);
        (frame.Subscribe.Room, frame.Subscribe.Channel).ShouldBe(("", ""));
        await connection.SendAsync(new ServerFrame { RequestId = frame.RequestId, Subscribed = new Subscribed { Epoch = Epoch, Kind = ChannelKind.Inbox } });
        return frame.Subscribe;
    }

    private static ServerFrame Frame(Delivery delivery, Envelope? envelope, string sender)
    {
        delivery.Epoch = Epoch;
        delivery.Stamp = new Stamp { Sender = sender };
        delivery.Envelope = (envelope ?? new Envelope { MessageId = $"m{delivery.Sequence}", Content = new Content { Text = $"text {delivery.Sequence}" } }).ToByteString();
        return new ServerFrame { Delivery = delivery };
    }
}

using AgentBus.EndToEnd.Tests.Input;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;
using Google.Protobuf;

namespace AgentBus.EndToEnd.Tests.Crash;

/// <summary>Direct messages between send and acknowledgement: the silo dies by SIGKILL, sockets break by the hundred, and nothing is lost.</summary>
public sealed class InboxCrashTests
{
    private const int Messages = 20;
    private const uint Window = 200;

    /// <summary>How far a message has come when the silo dies.</summary>
    public enum Point
    {
        /// <summary>Sent, and nothing heard of it.</summary>
        Sent,

        /// <summary>Receipted.</summary>
        Receipted,

        /// <summary>Handed to its receiver.</summary>
        Handed,

        /// <summary>Half of them acknowledged, with the answer; the others without.</summary>
        Acknowledged,
    }

    [Theory]
    [InlineData(Point.Sent)]
    [InlineData(Point.Receipted)]
    [InlineData(Point.Handed)]
    [InlineData(Point.Acknowledged)]
    public async Task A_direct_message_outlives_SIGKILL_between_send_and_ack(Point point)
    {
        await using var silo = await SiloProcess.StartAsync(SiloSettings.WithWideLimits(), TestContext.Current.CancellationToken);
        for (var round = 0; round < 3; round++)
        {
            var ids = Enumerable.Range(0, Messages).Select(i => $"m-{round}-{i}").ToArray();
            var settled = await RunUntilAsync(silo, point, ids);
            await silo.KillAsync(TestContext.Current.CancellationToken);
            await silo.StartAsync(TestContext.Current.CancellationToken);

            using var sender = await RawAgent.RegisterAsync(silo, "sender", Window);
            using var receiver = await RawAgent.RegisterAsync(silo, "receiver", Window);
            foreach (var id in ids)
            {
                // A retry under the same key: what is there already is not there twice.
                (await sender.PublishAsync(To("receiver", id))).Outcome.ShouldBe(Outcome.Delivered);
            }

            (await sender.PublishAsync(To("receiver", $"end-{round}"))).Outcome.ShouldBe(Outcome.Delivered);
            var got = await ReadUntilAsync(receiver, $"end-{round}");

            got.ShouldBeUnique();
            ids.Except(settled.Maybe).ShouldBeSubsetOf(got);
            got.Intersect(settled.Surely).ShouldBeEmpty("what was acknowledged does not come again");
        }
    }

    [Fact]
    public async Task Five_hundred_sockets_that_break_at_once_lose_nothing()
    {
        const int Agents = 500;
        await using var silo = await SiloProcess.StartAsync(SiloSettings.WithWideLimits(), TestContext.Current.CancellationToken);
        var names = Enumerable.Range(0, Agents).Select(static i => $"storm-{i}").ToArray();
        using var sender = await RawAgent.RegisterAsync(silo, "sender", Window);
        var before = await Task.WhenAll(names.Select(name => RawAgent.RegisterAsync(silo, name, Window)));
        await SendToAllAsync(sender, names, "1");

        foreach (var socket in before)
        {
            socket.Dispose();
        }

        await SendToAllAsync(sender, names, "2");
        var after = await Task.WhenAll(names.Select(name => RawAgent.RegisterAsync(silo, name, Window)));
        await SendToAllAsync(sender, names, "3");
        var got = await Task.WhenAll(after.Select(ReadThreeAsync));

        foreach (var socket in after)
        {
            socket.Dispose();
        }

        for (var i = 0; i < Agents; i++)
        {
            got[i].ShouldBe([$"{names[i]}-1", $"{names[i]}-2", $"{names[i]}-3"], ignoreOrder: true);
        }
    }

    /// <summary>Brings a round's messages as far as the point; tells what is surely settled, and what may be.</summary>
    private static async Task<(HashSet<string> Surely, HashSet<string> Maybe)> RunUntilAsync(SiloProcess silo, Point point, string[] ids)
    {
        using var sender = await RawAgent.RegisterAsync(silo, "sender", Window);
        using var receiver = await RawAgent.RegisterAsync(silo, "receiver", Window);
        await sender.SendAsync(new ClientFrame { RequestId = 9, Publish = new Publish { Envelopes = { ids.Select(id => To("receiver", id).ToByteString()) } } });
        if (point == Point.Sent)
        {
            return ([], []);
        }

        (await sender.ReadAsync()).Receipts.Receipts_.ShouldAllBe(static receipt => receipt.Outcome == Outcome.Delivered);
        if (point == Point.Receipted)
        {
            return ([], []);
        }

        var deliveries = new List<Delivery>();
        while (deliveries.Count(delivery => ids.Contains(Id(delivery))) < ids.Length)
        {
            deliveries.Add((await receiver.ReadAsync()).Delivery.ShouldNotBeNull());
        }

        if (point == Point.Handed)
        {
            return ([], []);
        }

        // What came of earlier rounds is among them.
        await receiver.SendAsync(new ClientFrame { RequestId = 8, Ack = Ack(deliveries.SkipLast(Messages / 2)) });
        (await receiver.ReadAsync()).Acked.ShouldNotBeNull();
        await receiver.SendAsync(new ClientFrame { Ack = Ack(deliveries.TakeLast(Messages / 2)) });
        return ([.. deliveries.SkipLast(Messages / 2).Select(Id)], [.. deliveries.Select(Id)]);
    }

    private static async Task<List<string>> ReadUntilAsync(RawAgent receiver, string last)
    {
        var got = new List<Delivery>();
        while (got.Count == 0 || Id(got[^1]) != last)
        {
            got.Add((await receiver.ReadAsync()).Delivery.ShouldNotBeNull());
        }

        await receiver.SendAsync(new ClientFrame { RequestId = 7, Ack = Ack(got) });
        (await receiver.ReadAsync()).Acked.ShouldNotBeNull();
        return [.. got.Select(Id)];
    }

    private static async Task<string[]> ReadThreeAsync(RawAgent receiver)
    {
        var got = new HashSet<string>(StringComparer.Ordinal);
        while (got.Count < 3)
        {
            got.Add(Id((await receiver.ReadAsync()).Delivery.ShouldNotBeNull()));
        }

        return [.. got];
    }

    private static async Task SendToAllAsync(RawAgent sender, string[] names, string text)
    {
        foreach (var some in names.Chunk(100))
        {
            await sender.SendAsync(new ClientFrame
            {
                RequestId = 9,
                Publish = new Publish { Envelopes = { some.Select(name => To(name, $"{name}-{text}").ToByteString()) } },
            });
            (await sender.ReadAsync()).Receipts.Receipts_.ShouldAllBe(static receipt => receipt.Outcome == Outcome.Delivered);
        }
    }

    private static Envelope To(string receiver, string id)
    {
        var message = RawAgent.Envelope(channel: "");
        (message.MessageId, message.Room, message.ToAgent) = (id, "", receiver);
        return message;
    }

    private static string Id(Delivery delivery) => Envelope.Parser.ParseFrom(delivery.Envelope).MessageId;

    private static Ack Ack(IEnumerable<Delivery> deliveries) => new() { Epoch = deliveries.First().Epoch, Sequences = { deliveries.Select(static delivery => delivery.Sequence) } };
}

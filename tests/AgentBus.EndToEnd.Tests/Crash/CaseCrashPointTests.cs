using System.Collections.Concurrent;
using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Input;
using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Crash;

/// <summary>The built silo dies by SIGKILL between the steps of a case that are not one transaction: after each of them, and before the next (DEL-14, DEL-15).</summary>
public sealed class CaseCrashPointTests
{
    private const int Messages = 12;
    private const uint Window = 200;
    private const string Last = "last";

    private const string Delivered = "SELECT count(*) FROM message WHERE message_id LIKE 'm-%'";
    private const string Ended = "SELECT count(*) FROM deliberation_case WHERE state > 3";
    private const string Delivering = "SELECT count(*) FROM deliberation_case WHERE state = 2";
    private const string Notices = "SELECT count(*) FROM message WHERE length(message_id) > 40 AND message_id NOT LIKE '%-room'";
    private const string Undone = "SELECT count(*) FROM deliberation_case WHERE due_at IS NOT NULL";

    private static readonly int Approved = Enumerable.Range(0, Messages).Count(HeldMessages.IsApproved);

    /// <summary>What the silo has done of a decided case when it dies, and not what follows.</summary>
    public enum Point
    {
        /// <summary>The decision is stored; the message is not published.</summary>
        Decided,

        /// <summary>The message is published; its case does not say so.</summary>
        Published,

        /// <summary>The case is over; its sender was not told.</summary>
        Over,

        /// <summary>The sender was told; the case does not say so.</summary>
        Told,
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Point.Decided)]
    [InlineData(Point.Published)]
    [InlineData(Point.Over)]
    [InlineData(Point.Told)]
    public async Task A_decided_message_is_delivered_once_or_dead_once_and_its_sender_is_told_whatever_the_silo_has_done_when_it_dies(Point point)
    {
        await using var silo = await SiloProcess.StartAsync(HeldMessages.Settings, Cancel);
        (await RawAgent.RegisterAsync(silo, "ada", Window)).Dispose();
        using var held = new HeldMessages(silo);
        await held.HoldAsync(Messages);
        var barrier = new StoreBarrier(silo);
        barrier.Raise(Next(point));

        await held.VoteAsync();
        await ReachedAsync(barrier, point);
        await silo.KillAsync(Cancel);
        barrier.Lift();
        await silo.StartAsync(Cancel);

        await held.EndedOnceAsync();
        await barrier.HoldsAsync(Undone, 0);
        (await NoticesAsync(silo)).ShouldBe(
            held.Cases.Select(static (id, i) => (id, HeldMessages.IsApproved(i) ? "delivered" : "rejected")), ignoreOrder: true);
    }

    /// <summary>On a channel without a journal it is noted first and then handed out, so what was heard before the silo died is not heard again (DEL-14).</summary>
    [Fact]
    public async Task On_an_ephemeral_channel_nothing_that_people_approved_is_handed_out_twice()
    {
        const string channel = "passing";
        await using var silo = await SiloProcess.StartAsync(HeldMessages.Settings.WithChannels("science", [channel], ephemeral: true), Cancel);
        await using var listener = await SiloFixture.ConnectAsync(silo, "listener");
        await using var hears = await listener.OpenSubscriptionAsync("science", channel, cancellationToken: Cancel);
        await using var speaker = await SiloFixture.ConnectAsync(silo, "speaker");
        ConcurrentQueue<string> heard = [];
        var hearing = HearAsync(hears, heard);
        using var held = new HeldMessages(silo, channel);
        await held.HoldAsync(Messages);
        var barrier = new StoreBarrier(silo);
        barrier.Raise(Next(Point.Published));
        await held.VoteAsync();
        await Until.TrueAsync("all are heard", () => heard.Count >= Approved, cancellationToken: Cancel);
        await barrier.HoldsAsync(Delivering, Approved);

        await silo.KillAsync(Cancel);
        await silo.StartAsync(Cancel);

        // Only what is handed out while the listener is back is heard; until then no case can end.
        await Until.TrueAsync("the listener is back", async () => (await SayAsync("back")).IsDelivered && heard.Contains("back"), cancellationToken: Cancel);
        barrier.Lift();
        await held.EndedAsync();
        await SayAsync(Last);
        await hearing;
        heard.Where(static text => text.StartsWith("m-", StringComparison.Ordinal)).ShouldBe(
            Enumerable.Range(0, Messages).Where(HeldMessages.IsApproved).Select(static i => $"m-{i}"), ignoreOrder: true);

        Task<AgentBus.Client.Receipt> SayAsync(string text) => speaker.PublishAsync("science", channel, text, Cancel);
    }

    private static async Task HearAsync(AgentBusSubscription hears, ConcurrentQueue<string> heard)
    {
        await foreach (var delivery in hears.ReadAllAsync(Cancel))
        {
            heard.Enqueue(delivery.Envelope.Content.Text);
            if (delivery.Envelope.Content.Text == Last)
            {
                return;
            }
        }
    }

    private static string Next(Point point) => point switch
    {
        Point.Decided => "INSERT ON message WHEN NEW.message_id LIKE 'm-%'",
        Point.Published => "UPDATE ON deliberation_case WHEN NEW.state = 4",
        Point.Over => "INSERT ON message WHEN length(NEW.message_id) > 40 AND NEW.message_id NOT LIKE '%-room'",
        _ => "UPDATE ON deliberation_case WHEN NEW.due_at IS NULL AND OLD.state = NEW.state",
    };

    private static async Task ReachedAsync(StoreBarrier barrier, Point point)
    {
        await barrier.HoldsAsync(point is Point.Decided or Point.Published ? Delivering : Ended, point is Point.Decided or Point.Published ? Approved : Messages);
        await barrier.HoldsAsync(Delivered, point == Point.Decided ? 0 : Approved);
        await barrier.HoldsAsync(Notices, point switch { Point.Over => 0, Point.Told => Messages, _ => Messages - Approved });
    }

    /// <summary>What ada was told, each notice once: a notice that comes again has the same id.</summary>
    private static async Task<List<(string Case, string State)>> NoticesAsync(SiloProcess silo)
    {
        using var ada = await RawAgent.RegisterAsync(silo, "ada", Window);
        Dictionary<string, (string Case, string State)> notices = [];
        while (notices.Count < Messages)
        {
            var notice = Envelope.Parser.ParseFrom((await ada.ReadAsync()).Delivery.ShouldNotBeNull().Envelope);
            notice.MessageType.ShouldBe(MessageType.GovernanceResponse);
            notices[notice.MessageId] = (notice.Payload.Fields["case_id"].StringValue, notice.Payload.Fields["state"].StringValue);
        }

        return [.. notices.Values];
    }
}

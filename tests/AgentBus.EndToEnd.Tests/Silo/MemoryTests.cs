using AgentBus.Client;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.EndToEnd.Tests.Silo;

/// <summary>What the built silo keeps for agents: history, positions, memberships, session contexts.</summary>
[Collection(SiloCollection.Name)]
public sealed class MemoryTests(SiloFixture fixture)
{
    private const int Patience = 120_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = Patience)]
    public async Task History_is_read_whole_from_a_position_from_a_time_and_from_its_end()
    {
        var channel = fixture.NextChannel();
        await using var agent = await fixture.ConnectAsync(fixture.NextAgent());
        Task<Receipt[]> SayAsync(int from, int count) =>
            Task.WhenAll(Enumerable.Range(from, count).Select(i => agent.PublishAsync(SiloFixture.Room, channel, $"{i}", Cancel)));
        Receipt[] receipts = [.. await SayAsync(0, 200), .. await SayAsync(200, 250)];
        async Task<List<string>> ReadAsync(HistoryRange? range) =>
            await agent.ReadHistoryAsync(SiloFixture.Room, channel, range, Cancel).Select(delivery => delivery.Text).ToListAsync(Cancel);
        static IEnumerable<string> Texts(int from, int count) => Enumerable.Range(from, count).Select(i => $"{i}");
        (await ReadAsync(null)).ShouldBe(Texts(0, 450));
        (await ReadAsync(HistoryRange.After(receipts[99].Position))).ShouldBe(Texts(100, 350));
        (await ReadAsync(HistoryRange.Last(20))).ShouldBe(Texts(430, 20));
        (await ReadAsync(HistoryRange.Before(receipts[430].Position.Sequence, 20))).ShouldBe(Texts(410, 20));
        var middle = await agent.ReadHistoryAsync(SiloFixture.Room, channel, HistoryRange.After(receipts[199].Position), Cancel).FirstAsync(Cancel);
        (await ReadAsync(HistoryRange.Since(middle.AcceptedAt))).ShouldBe(Texts(200, 250));
    }

    [Fact(Timeout = Patience)]
    public async Task An_agent_that_comes_back_finds_its_channels_and_goes_on_after_what_it_acknowledged()
    {
        var name = fixture.NextAgent();
        string[] channels = [fixture.NextChannel(), fixture.NextChannel()];
        await using var speaker = await fixture.ConnectAsync(fixture.NextAgent());
        await using (var before = await fixture.ConnectAsync(name))
        {
            foreach (var channel in channels)
            {
                var subscription = await before.OpenSubscriptionAsync(SiloFixture.Room, channel, cancellationToken: Cancel);
                await SayAsync(speaker, channel, 0, 5);
                await foreach (var delivery in subscription.ReadAllAsync(Cancel).Take(3))
                {
                    await subscription.AcknowledgeAsync(delivery, Cancel);
                }
            }
        }

        foreach (var channel in channels)
        {
            await SayAsync(speaker, channel, 5, 5);
        }

        await using var after = await fixture.ConnectAsync(name);
        after.Memberships.Select(membership => membership.Channel).ShouldBe(channels, ignoreOrder: true);
        after.Memberships.ShouldAllBe(membership => membership.Acknowledged!.Value.Sequence == 3);
        foreach (var subscription in await after.RestoreAsync(Cancel))
        {
            (await subscription.ReadAllAsync(Cancel).Take(7).Select(delivery => delivery.Text).ToListAsync(Cancel))
                .ShouldBe(Enumerable.Range(3, 7).Select(i => $"{i}"));
            await subscription.DisposeAsync();
        }
    }

    [Fact(Timeout = Patience)]
    public async Task A_session_context_is_there_in_the_next_session_and_is_written_over_what_was_read_only()
    {
        var name = fixture.NextAgent();
        await using (var first = await fixture.ConnectAsync(name))
        {
            var empty = await first.Contexts.ReadAsync("trip", Cancel);
            empty.Revision.ShouldBe(0UL);
            var written = await first.Contexts.WriteAsync(empty with { State = Step(1), Memory = Step(10) }, cancellationToken: Cancel);
            (await first.Contexts.WriteAsync(written with { State = Step(2) }, cancellationToken: Cancel)).Revision.ShouldBe(written.Revision + 1);
            (await Should.ThrowAsync<AgentBusException>(() => first.Contexts.WriteAsync(written, cancellationToken: Cancel))).Code.ShouldBe(AgentBusCodes.RevisionConflict);
        }

        await using var second = await fixture.ConnectAsync(name);
        var kept = await second.Contexts.ReadAsync("trip", Cancel);
        (kept.State, kept.Memory).ShouldBe((Step(2), Step(10)));
        kept.UpdatedAt.ShouldNotBeNull();
        await using var other = await fixture.ConnectAsync(fixture.NextAgent());
        (await other.Contexts.ReadAsync("trip", Cancel)).Revision.ShouldBe(0UL);
    }

    private static async Task SayAsync(AgentBusClient speaker, string channel, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            (await speaker.PublishAsync(SiloFixture.Room, channel, $"{i}", Cancel)).IsDelivered.ShouldBeTrue();
        }
    }

    private static Struct Step(int step) => new() { Fields = { ["step"] = Value.ForNumber(step) } };
}

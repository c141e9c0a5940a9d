using AgentBus.Domain.Ports;
using AgentBus.Storage.Tests.Journal;

namespace AgentBus.Storage.Tests.Sqlite;

public sealed class FullDiskTests
{
    private const int OneMiB = 1024 * 1024;

    // Less than the probe writes: where no envelope fits any more, the probe does not fit either.
    private static readonly string Envelope = new('x', 40_000);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_store_refuses_keeps_what_it_has_and_recovers_by_itself()
    {
        await using var store = Create();
        var (head, stored) = await FillAsync(store);
        store.Journal.IsHealthy.ShouldBeFalse();
        (await ReadAsync(store, head)).ShouldBe(stored);

        await store.Database.LimitSizeAsync(0);
        await Eventually.HoldsAsync(() => Task.FromResult(store.Journal.IsHealthy));

        (await store.Journal.AppendAsync(Samples.Append(head, stored + 1, Samples.Message("after")))).ShouldBe(AppendOutcome.Committed);
        await store.ReopenAsync();
        (await ReadAsync(store, head)).ShouldBe(stored + 1);
        (await store.ReadEvidenceAsync()).Count.ShouldBe(stored + 1);
    }

    [Fact]
    public async Task Appends_under_way_behind_a_failed_one_are_unavailable_too_and_do_not_fence_the_holder()
    {
        await using var store = Create(probeInterval: TimeSpan.FromHours(1));
        var (head, stored) = await FillAsync(store);

        var failed = store.Journal.AppendAsync(Samples.Append(head, stored + 1, Big("a")));
        await failed;
        var behind = store.Journal.AppendAsync(Samples.Append(head, stored + 2, Samples.Messages(1, 2)));
        var furtherBehind = store.Journal.AppendAsync(Samples.Append(head, stored + 4, Samples.Message("c")));
        var beyond = store.Journal.AppendAsync(Samples.Append(head, stored + 9, Samples.Message("d")));

        (await failed).ShouldBe(AppendOutcome.Unavailable);
        (await behind).ShouldBe(AppendOutcome.Unavailable);
        (await furtherBehind).ShouldBe(AppendOutcome.Unavailable);
        (await beyond).ShouldBe(AppendOutcome.Fenced);
        store.Journal.IsHealthy.ShouldBeFalse();
        await store.Database.LimitSizeAsync(0);
        (await store.Journal.AppendAsync(Samples.Append(head, stored + 1, Samples.Message("again")))).ShouldBe(AppendOutcome.Committed);
    }

    [Fact]
    public async Task Memberships_and_takeovers_tell_that_the_store_cannot_write()
    {
        await using var store = Create();
        var (head, _) = await FillAsync(store);
        var channel = Samples.Channel with { Channel = "new" };

        // Their rows are small: enough of them fill the last free pages.
        var added = true;
        for (var i = 0; added; i++)
        {
            added = await store.Members.AddAsync(channel, Samples.Sender with { Agent = $"agent{i}" }, Samples.Noon);
        }

        store.Journal.IsHealthy.ShouldBeFalse();
        await store.Database.LimitSizeAsync(0);
        (await store.Members.AddAsync(channel, Samples.Sender, Samples.Noon)).ShouldBeTrue();
        (await store.Journal.OpenChannelAsync(Samples.Channel, Cancel)).Term.ShouldBe(head.Term + 1);
    }

    [Fact]
    public async Task A_channel_made_in_a_failed_transaction_does_not_exist()
    {
        await using var store = Create();
        var (head, stored) = await FillAsync(store);
        var channel = Samples.Channel with { Channel = "new" };
        using var hold = await WriterHold.TakeAsync(store);
        var opening = store.Journal.OpenChannelAsync(channel, Cancel);
        var filling = store.Journal.AppendAsync(Samples.Append(head, stored + 1, Big("a")));
        hold.Release();

        await Should.ThrowAsync<IOException>(() => opening);
        (await filling).ShouldBe(AppendOutcome.Unavailable);
        await store.Database.LimitSizeAsync(0);
        (await store.Journal.OpenChannelAsync(channel, Cancel)).Term.ShouldBe(1);
    }

    [Fact]
    public async Task A_sender_and_tenant_that_were_new_in_a_failed_transaction_are_known_once_they_are_stored()
    {
        await using var store = Create(probeInterval: TimeSpan.FromHours(1));
        await FillAsync(store);
        var channel = Samples.Channel with { Tenant = "newcomer" };
        var sender = new Model.AgentKey("newcomer", "ann");
        var big = Big("big");
        using var hold = await WriterHold.TakeAsync(store);
        var opening = store.Journal.OpenChannelAsync(channel, Cancel);
        var evidence = new EvidenceRow("newcomer", EvidenceKind.Refused, "ann", "refused", Samples.Noon, new byte[4 * Envelope.Length]);
        var failing = store.Journal.AppendEvidenceAsync([evidence]);
        hold.Release();
        await Should.ThrowAsync<IOException>(() => opening);
        (await failing).ShouldBe(AppendOutcome.Unavailable);

        await store.Database.LimitSizeAsync(0);
        var head = await store.Journal.OpenChannelAsync(channel, Cancel);
        await store.Database.LimitSizeAsync(OneMiB);
        (await store.Journal.AppendAsync(Samples.Append(channel, head, 1, sender, Samples.Noon, big))).ShouldBe(AppendOutcome.Unavailable);
        await store.Database.LimitSizeAsync(0);
        (await store.Journal.AppendAsync(Samples.Append(channel, head, 1, sender, Samples.Noon, big))).ShouldBe(AppendOutcome.Committed);

        (await store.Journal.FindDeliveredKeyAsync(sender, "big", Samples.Noon, Cancel)).ShouldNotBeNull();
        (await store.ReadEvidenceAsync())[^1].ShouldBe(("big", "evidence of big"));
    }

    private static SqliteFixture Create(TimeSpan? probeInterval = null) => SqliteFixture.Create(options =>
    {
        options.MaxFileBytes = OneMiB;
        options.ProbeInterval = probeInterval ?? TimeSpan.FromMilliseconds(10);
    });

    private static async Task<(ChannelHead Head, int Stored)> FillAsync(SqliteFixture store)
    {
        var head = await store.Journal.OpenChannelAsync(Samples.Channel, Cancel);
        var stored = 0;
        while (await store.Journal.AppendAsync(Samples.Append(head, stored + 1, Big($"m{stored + 1}"))) == AppendOutcome.Committed)
        {
            stored++;
        }

        stored.ShouldBeInRange(5, 30);
        return (head, stored);
    }

    private static Model.AdmittedMessage Big(string id) => Samples.Message(id, envelope: Envelope);

    private static async Task<int> ReadAsync(SqliteFixture store, ChannelHead head) =>
        (await store.Journal.ReadAsync(Samples.Channel, head.Epoch, 0, 1000, int.MaxValue, Cancel)).Count;
}

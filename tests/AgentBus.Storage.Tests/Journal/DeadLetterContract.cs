using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Tests.Journal;

public abstract class DeadLetterContract : JournalContract
{
    [Fact]
    public async Task A_letter_is_kept_whole_and_lists_leave_the_bytes_out()
    {
        var letter = QueueSamples.Letter(7, minutes: 3);
        await AddAsync(letter);
        await Store.ReopenAsync();

        var listed = (await ListAsync()).Letters.ShouldHaveSingleItem();
        var found = (await Store.DeadLetters.FindAsync("acme", listed.Id, Cancel)).ShouldNotBeNull();

        listed.Id.ShouldBeGreaterThan(0);
        (listed.Envelope.Length, listed.Stamp.Length).ShouldBe((0, 0));
        found.Envelope.ToArray().ShouldBe(letter.Envelope.ToArray());
        found.Stamp.ToArray().ShouldBe(letter.Stamp.ToArray());
        found.History.ShouldBe(letter.History);
        (found with { Id = 0, Envelope = letter.Envelope, Stamp = letter.Stamp, History = letter.History }).ShouldBe(letter);
    }

    [Fact]
    public async Task Letters_are_found_by_what_the_filter_names_newest_first()
    {
        await AddAsync(
            QueueSamples.Letter(1, channel: "a"),
            QueueSamples.Letter(2, channel: "b", sender: "bob", minutes: 1),
            QueueSamples.Letter(3, channel: "b", code: Code.MessageExpired, minutes: 2),
            QueueSamples.Letter(4, tenant: "rival"));
        var all = new DeadLetterFilter("acme");

        (await NamesAsync(all)).ShouldBe("m3 m2 m1");
        (await NamesAsync(all with { Source = new ChannelKey("acme", "ops", "b") })).ShouldBe("m3 m2");
        (await NamesAsync(all with { Sender = "bob" })).ShouldBe("m2");
        (await NamesAsync(all with { Code = Code.Rejected })).ShouldBe("m2 m1");
        (await NamesAsync(all with { Since = Samples.Noon.AddMinutes(1) })).ShouldBe("m3 m2");
        (await NamesAsync(all with { Until = Samples.Noon.AddMinutes(1) })).ShouldBe("m1");
        (await NamesAsync(all with { Tenant = "rival" })).ShouldBe("m4");
        (await NamesAsync(all with { Tenant = "nobody" })).ShouldBe("");
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_hole()
    {
        await AddAsync([.. Enumerable.Range(1, 7).Select(number => QueueSamples.Letter(number))]);
        List<string> seen = [];
        var before = 0L;
        do
        {
            var page = await Store.DeadLetters.ListAsync(new DeadLetterFilter("acme", Before: before, Limit: 3), Cancel);
            page.Letters.Count.ShouldBeInRange(1, 3);
            seen.AddRange(page.Letters.Select(static letter => letter.MessageId));
            before = page.Next;
        }
        while (before > 0);

        seen.ShouldBe(Enumerable.Range(1, 7).Reverse().Select(static number => $"m{number}"));
    }

    [Fact]
    public async Task A_letter_gets_a_line_in_its_history_and_one_of_another_tenant_does_not()
    {
        await AddAsync(QueueSamples.Letter(1));
        var id = (await ListAsync()).Letters[0].Id;

        (await Store.DeadLetters.NoteAsync("acme", id, "tried again", Cancel)).ShouldBeTrue();
        (await Store.DeadLetters.NoteAsync("rival", id, "stolen", Cancel)).ShouldBeFalse();

        (await Store.DeadLetters.FindAsync("rival", id, Cancel)).ShouldBeNull();
        (await Store.DeadLetters.FindAsync("acme", id, Cancel))!.History.ShouldBe(["it died \"so\"", "tried again"]);
    }

    [Fact]
    public async Task Removing_counts_what_was_there_and_leaves_evidence_of_that_only()
    {
        await AddAsync(QueueSamples.Letter(1), QueueSamples.Letter(2));
        var ids = (await ListAsync()).Letters.Select(static letter => letter.Id).ToArray();

        (await Store.DeadLetters.RemoveAsync("rival", ids, [QueueSamples.Evidence("stolen")], Cancel)).ShouldBe(0);
        (await Store.DeadLetters.RemoveAsync("acme", [ids[0], 9_999], [QueueSamples.Evidence("removed")], Cancel)).ShouldBe(1);

        (await ListAsync()).Letters.ShouldHaveSingleItem().Id.ShouldBe(ids[1]);
        (await Store.ReadEvidenceAsync()).Select(static row => row.Subject).ShouldBe(["died", "removed"]);
    }

    [Fact]
    public async Task An_id_never_comes_again_even_where_the_newest_letter_is_gone()
    {
        await AddAsync(QueueSamples.Letter(1));
        var first = (await ListAsync()).Letters[0].Id;
        await Store.DeadLetters.RemoveAsync("acme", [first], [], Cancel);
        await Store.ReopenAsync();

        await AddAsync(QueueSamples.Letter(2));

        (await ListAsync()).Letters[0].Id.ShouldBeGreaterThan(first);
    }

    private Task<DeadLetterPage> ListAsync() => Store.DeadLetters.ListAsync(new DeadLetterFilter("acme"), Cancel);

    private async Task AddAsync(params DeadLetter[] letters) =>
        (await Store.DeadLetters.AddAsync(letters, [QueueSamples.Evidence("died")])).ShouldBeTrue();

    private async Task<string> NamesAsync(DeadLetterFilter filter) =>
        string.Join(' ', (await Store.DeadLetters.ListAsync(filter, Cancel)).Letters.Select(static letter => letter.MessageId));
}

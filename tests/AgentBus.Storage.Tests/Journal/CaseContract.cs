using System.Text.Json;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Tests.Journal;

public abstract class CaseContract : JournalContract
{
    [Fact]
    public async Task A_case_is_there_after_a_restart_with_its_message_and_its_evidence()
    {
        var opened = CaseSamples.Case("c1");
        (await Store.Cases.SaveAsync(CaseSamples.Opening(opened))).ShouldBe(CaseSaved.Stored);
        await Store.ReopenAsync();

        var stored = (await Store.Cases.LoadAsync("acme", "c1", Cancel)).ShouldNotBeNull();

        JsonSerializer.Serialize(stored.Case).ShouldBe(JsonSerializer.Serialize(opened));
        stored.Parcel.ShouldNotBeNull().Envelope.ToArray().ShouldBe(CaseSamples.Parcel.Envelope.ToArray());
        (await Store.ReadEvidenceAsync()).ShouldHaveSingleItem().Subject.ShouldBe("c1#1");
        (await Store.Cases.LoadAsync("acme", "c2", Cancel)).ShouldBeNull();
        (await Store.Cases.LoadAsync("rival", "c1", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task The_cases_of_a_message_are_found_by_its_sender_and_its_id()
    {
        await Store.Cases.SaveAsync(CaseSamples.Opening(CaseSamples.Case("c1")));
        await Store.Cases.SaveAsync(CaseSamples.Change(CaseSamples.Cancelled(CaseSamples.Case("c1"))));
        await Store.Cases.SaveAsync(CaseSamples.Opening(CaseSamples.Case("c2") with { Action = CaseSamples.Case("c1").Action }));
        await Store.Cases.SaveAsync(CaseSamples.Opening(CaseSamples.Case("c3") with { Action = CaseSamples.Case("c1", "bob").Action }));

        (await Store.Cases.ReadStatesAsync(new AgentKey("acme", "alice"), "m-c1", Cancel)).ShouldBe([CaseState.Cancelled, CaseState.Open], ignoreOrder: true);
        (await Store.Cases.ReadStatesAsync(new AgentKey("acme", "bob"), "m-c1", Cancel)).ShouldBe([CaseState.Open]);
        (await Store.Cases.ReadStatesAsync(new AgentKey("acme", "alice"), "m-c2", Cancel)).ShouldBeEmpty();
        (await Store.Cases.ReadStatesAsync(new AgentKey("rival", "alice"), "m-c1", Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_handed_out_without_a_journal_is_claimed_once_and_not_after_another_end()
    {
        var (first, second, third) = (CaseSamples.Case("c1"), CaseSamples.Case("c2"), CaseSamples.Case("c3"));
        foreach (var of in new[] { first, second, third })
        {
            await Store.Cases.SaveAsync(CaseSamples.Opening(of));
        }

        await Store.Cases.SaveAsync(CaseSamples.Change(CaseSamples.Cancelled(second)));
        (await Store.Cases.ClaimDeliveriesAsync("acme", [("c1", "k-c1")])).ShouldBe(CaseSaved.Stored);
        await Store.ReopenAsync();

        (await Store.Cases.ClaimDeliveriesAsync("acme", [("c1", "k-c1")])).ShouldBe(CaseSaved.Conflict);
        (await Store.Cases.ClaimDeliveriesAsync("acme", [("c3", "k-c3"), ("c2", "k-c2")])).ShouldBe(CaseSaved.Conflict);
        (await Store.Cases.ReadDeliveredAsync("acme", "c1", Cancel)).ShouldBe(["k-c1"]);
        (await Store.Cases.ReadDeliveredAsync("acme", "c3", Cancel)).ShouldBeEmpty("all or none");
        (await Store.Cases.SaveAsync(CaseSamples.Change(CaseSamples.Cancelled(first)))).ShouldBe(CaseSaved.Conflict);
        (await Store.Cases.ClaimDeliveriesAsync("rival", [("c1", "k-c1")])).ShouldBe(CaseSaved.Stored);
    }

    [Fact]
    public async Task Cases_that_ended_are_found_by_their_end_until_what_was_kept_of_them_is_gone()
    {
        var opened = new[] { CaseSamples.Case("c1", minutes: 2), CaseSamples.Case("c2", minutes: 1), CaseSamples.Case("c3"), CaseSamples.Case("c4", tenant: "rival") };
        foreach (var of in opened)
        {
            await Store.Cases.SaveAsync(CaseSamples.Opening(of));
        }

        var ended = CaseSamples.Cancelled(opened[0]);
        var vote = new SignedVote("ann", VoteChoice.Reject, "no", ["reviewer"], "", "", 7, Samples.Noon, Samples.Noon, 1);
        (await Store.Cases.SaveAsync(CaseSamples.Change(ended, votes: [vote]))).ShouldBe(CaseSaved.Stored);
        (await Store.Cases.SaveAsync(CaseSamples.Change(CaseSamples.Cancelled(opened[1])))).ShouldBe(CaseSaved.Stored);
        (await Store.Cases.SaveAsync(CaseSamples.Change(CaseSamples.Cancelled(opened[3])))).ShouldBe(CaseSaved.Stored);
        (await EndedAsync(0, 10)).ShouldBe(["c2", "c1"]);
        (await EndedAsync(1, 10)).ShouldBe(["c1"]);
        (await EndedAsync(0, 1)).ShouldBe(["c2"]);
        (await Store.Cases.ReadEndedAsync("acme", Samples.Noon.AddMinutes(1), 0, 10, Cancel)).ShouldBe(["c2"]);
        var evidence = (await Store.ReadEvidenceAsync()).Count;

        (await Store.Cases.SaveAsync(new CaseChange(ended with { Revision = ended.Revision + 1, IsRetired = true }, null, [], null, [], []))).ShouldBe(CaseSaved.Stored);
        await Store.ReopenAsync();

        (await EndedAsync(0, 10)).ShouldBe(["c2"]);
        (await Store.Cases.LoadVotesAsync("acme", "c1", Cancel)).ShouldBeEmpty();
        (await Store.Cases.LoadAsync("acme", "c1", Cancel)).ShouldNotBeNull().Case.IsRetired.ShouldBeTrue();
        (await Store.Cases.ClaimDeliveriesAsync("acme", [("c1", "k-c1")])).ShouldBe(CaseSaved.Conflict, "what ended stays ended");
        (await Store.ReadEvidenceAsync()).Count.ShouldBe(evidence);

        Task<IReadOnlyList<string>> EndedAsync(int skip, int max) => Store.Cases.ReadEndedAsync("acme", Samples.Noon.AddHours(1), skip, max, Cancel);
    }

    [Fact]
    public async Task A_change_that_does_not_join_on_is_refused_whole()
    {
        var opened = CaseSamples.Case("c1");
        await Store.Cases.SaveAsync(CaseSamples.Opening(opened));
        var cancelled = CaseSamples.Cancelled(opened);

        (await Store.Cases.SaveAsync(CaseSamples.Opening(opened))).ShouldBe(CaseSaved.Conflict);
        (await Store.Cases.SaveAsync(CaseSamples.Change(cancelled with { Revision = 3 }, letters: [QueueSamples.Letter(1)]))).ShouldBe(CaseSaved.Conflict);
        (await Store.Cases.SaveAsync(CaseSamples.Change(cancelled with { CaseId = "c2" }))).ShouldBe(CaseSaved.Conflict);

        (await Store.Cases.LoadAsync("acme", "c1", Cancel)).ShouldNotBeNull().Case.State.ShouldBe(CaseState.Open);
        (await Store.DeadLetters.ListAsync(new DeadLetterFilter("acme"), Cancel)).Letters.ShouldBeEmpty();
        (await Store.ReadEvidenceAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_end_of_a_case_and_the_letter_of_its_message_are_one()
    {
        var opened = CaseSamples.Case("c1");
        await Store.Cases.SaveAsync(CaseSamples.Opening(opened));
        (await Store.Cases.SaveAsync(CaseSamples.Change(CaseSamples.Cancelled(opened), letters: [QueueSamples.Letter(1)]))).ShouldBe(CaseSaved.Stored);
        await Store.ReopenAsync();

        var stored = (await Store.Cases.LoadAsync("acme", "c1", Cancel)).ShouldNotBeNull();

        (stored.Case.State, stored.Parcel).ShouldBe((CaseState.Cancelled, null));
        (await Store.DeadLetters.ListAsync(new DeadLetterFilter("acme"), Cancel)).Letters.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Every_vote_is_kept_in_order()
    {
        var opened = CaseSamples.Case("c1");
        var vote = new SignedVote("ann", VoteChoice.Approve, "fine", ["reviewer"], "key", "sig", 7, Samples.Noon, Samples.Noon, 1);
        await Store.Cases.SaveAsync(CaseSamples.Opening(opened));
        await Store.Cases.SaveAsync(CaseSamples.Change(opened with { Revision = 2 }, votes: [vote]));
        await Store.Cases.SaveAsync(CaseSamples.Change(opened with { Revision = 3 }, votes: [vote with { Choice = VoteChoice.Reject }]));
        await Store.ReopenAsync();

        var votes = await Store.Cases.LoadVotesAsync("acme", "c1", Cancel);

        votes.Select(static one => one.Choice).ShouldBe([VoteChoice.Approve, VoteChoice.Reject]);
        JsonSerializer.Serialize(votes[0]).ShouldBe(JsonSerializer.Serialize(vote));
    }

    [Fact]
    public async Task Open_cases_come_in_the_order_of_their_opening_and_lists_newest_first()
    {
        foreach (var of in new[] { CaseSamples.Case("c2", minutes: 2), CaseSamples.Case("c1", "bob", 1), CaseSamples.Case("c3", minutes: 3), CaseSamples.Case("c9", tenant: "rival") })
        {
            await Store.Cases.SaveAsync(CaseSamples.Opening(of));
        }

        await Store.Cases.SaveAsync(CaseSamples.Change(CaseSamples.Cancelled(CaseSamples.Case("c3", minutes: 3))));

        Names(await Store.Cases.LoadOpenAsync("acme", Cancel)).ShouldBe("c1 c2");
        (await Store.Cases.ReadOpenIdsAsync("acme", Cancel)).ShouldBe(["c1", "c2"], ignoreOrder: true);
        Names(await Store.Cases.ListAsync("acme", null, "", null, 10, Cancel)).ShouldBe("c3 c2 c1");
        Names(await Store.Cases.ListAsync("acme", CaseState.Open, "", null, 10, Cancel)).ShouldBe("c2 c1");
        Names(await Store.Cases.ListAsync("acme", null, "alice", null, 1, Cancel)).ShouldBe("c3");
        Names(await Store.Cases.ListAsync("acme", null, "", Samples.Noon.AddMinutes(2), 10, Cancel)).ShouldBe("c1");
    }

    [Fact]
    public async Task What_is_due_is_found_whatever_tenant_it_is_of()
    {
        var late = CaseSamples.Case("c1");
        await Store.Cases.SaveAsync(CaseSamples.Change(late, CaseSamples.Parcel, Samples.Noon.AddMinutes(5)));
        await Store.Cases.SaveAsync(CaseSamples.Change(CaseSamples.Case("c2", tenant: "rival"), CaseSamples.Parcel, Samples.Noon));
        await Store.Cases.SaveAsync(CaseSamples.Change(CaseSamples.Case("c3"), CaseSamples.Parcel, Samples.Noon.AddMinutes(6)));
        await Store.Cases.SaveAsync(CaseSamples.Change(CaseSamples.Case("c4"), CaseSamples.Parcel));

        (await Store.Cases.ReadDueAsync(Samples.Noon.AddMinutes(5), 0, 10, Cancel)).ShouldBe([("rival", "c2"), ("acme", "c1")]);
        (await Store.Cases.ReadDueAsync(Samples.Noon.AddMinutes(5), 0, 1, Cancel)).ShouldBe([("rival", "c2")]);
        (await Store.Cases.ReadDueAsync(Samples.Noon.AddMinutes(5), 1, 10, Cancel)).ShouldBe([("acme", "c1")]);
        await Store.Cases.SaveAsync(CaseSamples.Change(CaseSamples.Cancelled(late)));
        (await Store.Cases.ReadDueAsync(Samples.Noon.AddMinutes(5), 0, 10, Cancel)).ShouldBe([("rival", "c2")]);
    }

    [Fact]
    public async Task A_sender_s_keys_are_those_of_its_cases_newest_first()
    {
        await Store.Cases.SaveAsync(CaseSamples.Opening(CaseSamples.Case("c1")));
        await Store.Cases.SaveAsync(CaseSamples.Opening(CaseSamples.Case("c2", minutes: 5)));
        await Store.Cases.SaveAsync(CaseSamples.Opening(CaseSamples.Case("c3", "bob")));
        var alice = new AgentKey("acme", "alice");

        var keys = await Store.Cases.ReadHeldKeysAsync(alice, Samples.Noon, 10, Cancel);

        keys.Select(static key => (key.IdempotencyKey, key.MessageId, key.CaseId, key.OpenedAt)).ShouldBe(
            [("k-c2", "m-c2", "c2", Samples.Noon.AddMinutes(5)), ("k-c1", "m-c1", "c1", Samples.Noon)]);
        keys[0].BodyDigest.Length.ShouldBe(32);
        (await Store.Cases.ReadHeldKeysAsync(alice, Samples.Noon.AddMinutes(1), 10, Cancel)).Count.ShouldBe(1);
        (await Store.Cases.ReadHeldKeysAsync(alice, Samples.Noon, 1, Cancel)).ShouldHaveSingleItem().CaseId.ShouldBe("c2");
    }

    [Fact]
    public async Task What_a_case_has_delivered_is_stored_once_and_known_whenever_it_asks()
    {
        await Store.Cases.SaveAsync(CaseSamples.Opening(CaseSamples.Case("c1")));
        var head = await OpenChannelAsync();
        (await Journal.AppendAsync(Samples.Append(head, 1, Samples.Message("m-c1", "k-c1") with { CaseId = "c1" }))).ShouldBe(AppendOutcome.Committed);

        (await Journal.AppendAsync(Samples.Append(head, 2, Samples.Message("m-c1", "k-c1") with { CaseId = "c1" }))).ShouldBe(AppendOutcome.Unavailable);
        (await Journal.AppendAsync(Samples.Append(head, 3, Samples.Message("behind")))).ShouldBe(AppendOutcome.Unavailable);
        (await Journal.AppendAsync(Samples.Append(head, 2, Samples.Message("m-c1", "k-c1\u001fbob") with { CaseId = "c1" }, Samples.Message("m2")))).ShouldBe(AppendOutcome.Committed);
        await Store.ReopenAsync();

        (await Store.Cases.ReadDeliveredAsync("acme", "c1", Cancel)).ShouldBe(["k-c1", "k-c1\u001fbob"], ignoreOrder: true);
        (await Store.Cases.ReadDeliveredAsync("acme", "c2", Cancel)).ShouldBeEmpty();
        (await Store.Cases.ReadDeliveredAsync("rival", "c1", Cancel)).ShouldBeEmpty();
        (await Journal.ReadAsync(Samples.Channel, head.Epoch, 0, 10, int.MaxValue, Cancel)).Select(static message => message.MessageId).ShouldBe(["m-c1", "m-c1", "m2"]);
    }

    [Fact]
    public async Task A_case_whose_message_is_stored_ends_as_delivered_or_not_at_all()
    {
        var opened = CaseSamples.Case("c1");
        await Store.Cases.SaveAsync(CaseSamples.Opening(opened));
        var head = await OpenChannelAsync();
        await Journal.AppendAsync(Samples.Append(head, 1, Samples.Message("m-c1", "k-c1") with { CaseId = "c1" }));
        var cancelled = CaseSamples.Cancelled(opened);

        (await Store.Cases.SaveAsync(CaseSamples.Change(cancelled, letters: [QueueSamples.Letter(1)]))).ShouldBe(CaseSaved.Conflict);
        (await Store.DeadLetters.ListAsync(new DeadLetterFilter("acme"), Cancel)).Letters.ShouldBeEmpty();
        (await Store.Cases.SaveAsync(CaseSamples.Change(cancelled with { State = CaseState.Delivered }))).ShouldBe(CaseSaved.Stored);
    }

    [Fact]
    public async Task A_message_of_a_case_that_ended_otherwise_is_not_stored_any_more()
    {
        var opened = CaseSamples.Case("c1");
        await Store.Cases.SaveAsync(CaseSamples.Opening(opened));
        var cancelled = CaseSamples.Cancelled(opened);
        (await Store.Cases.SaveAsync(CaseSamples.Change(cancelled, letters: [QueueSamples.Letter(1)]))).ShouldBe(CaseSaved.Stored);
        var head = await OpenChannelAsync();

        (await Journal.AppendAsync(Samples.Append(head, 1, Samples.Message("m-c1", "k-c1") with { CaseId = "c1" }))).ShouldBe(AppendOutcome.Unavailable);

        (await Store.Cases.ReadDeliveredAsync("acme", "c1", Cancel)).ShouldBeEmpty();
        (await Store.Cases.SaveAsync(CaseSamples.Change(cancelled with { Revision = 3, IsTold = true }))).ShouldBe(CaseSaved.Stored);
        (await Journal.AppendAsync(Samples.Append(head, 1, Samples.Message("m-c1", "k-c1")))).ShouldBe(AppendOutcome.Committed);
    }

    private static string Names(IReadOnlyList<DeliberationCase> cases) => string.Join(' ', cases.Select(static of => of.CaseId));
}

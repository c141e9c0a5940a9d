using System.Text;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Tests.Journal;

public abstract class SessionContextContract : JournalContract
{
    private static readonly AgentKey Ann = new("acme", "ann");

    [Fact]
    public async Task A_context_is_found_after_a_restart_by_its_agent_only()
    {
        var saved = await SaveAsync(Ann, "talk", 0, "s1");
        saved.Outcome.ShouldBe(ContextOutcome.Stored);
        await Store.ReopenAsync();

        var found = (await LoadAsync(Ann, "talk")).ShouldNotBeNull();

        Encoding.UTF8.GetString(found.State.Span).ShouldBe("s1");
        Encoding.UTF8.GetString(found.Memory.Span).ShouldBe("memory");
        (found.Revision, found.UpdatedAt, found.ExpiresAt).ShouldBe((saved.Revision, Samples.Noon, Samples.Noon.AddHours(1)));
        (await LoadAsync(new AgentKey("rival", "ann"), "talk")).ShouldBeNull();
        (await LoadAsync(new AgentKey("acme", "bob"), "talk")).ShouldBeNull();
    }

    [Fact]
    public async Task A_write_needs_the_revision_that_the_context_has()
    {
        var first = await SaveAsync(Ann, "talk", 0, "s1");
        (await SaveAsync(Ann, "talk", 0, "lost")).ShouldBe(new ContextSaved(ContextOutcome.Conflict, first.Revision));
        var second = await SaveAsync(Ann, "talk", first.Revision, "s2");
        (await SaveAsync(Ann, "talk", first.Revision, "lost")).ShouldBe(new ContextSaved(ContextOutcome.Conflict, second.Revision));

        second.Revision.ShouldBeGreaterThan(first.Revision);
        Encoding.UTF8.GetString((await LoadAsync(Ann, "talk"))!.State.Span).ShouldBe("s2");
    }

    [Fact]
    public async Task Of_writers_with_one_revision_one_wins()
    {
        var saved = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => SaveAsync(Ann, "talk", 0, $"s{i}")));

        saved.Count(one => one.Outcome == ContextOutcome.Stored).ShouldBe(1);
        saved.Count(one => one.Outcome == ContextOutcome.Conflict).ShouldBe(19);
    }

    [Fact]
    public async Task A_context_that_ended_is_gone_and_its_revision_never_comes_again()
    {
        var first = await SaveAsync(Ann, "talk", 0, "s1");
        var later = Samples.Noon.AddHours(1);

        (await LoadAsync(Ann, "talk", later)).ShouldBeNull();
        (await SaveAsync(Ann, "talk", first.Revision, "s2", later)).Outcome.ShouldBe(ContextOutcome.Conflict);
        (await SaveAsync(Ann, "talk", 0, "s2", later)).Revision.ShouldBeGreaterThan(first.Revision);
    }

    [Fact]
    public async Task An_agent_has_no_more_contexts_than_it_may_and_those_that_ended_do_not_count()
    {
        (await SaveAsync(Ann, "a", 0, "s", max: 2)).Outcome.ShouldBe(ContextOutcome.Stored);
        var b = await SaveAsync(Ann, "b", 0, "s", max: 2);
        (await SaveAsync(Ann, "c", 0, "s", max: 2)).Outcome.ShouldBe(ContextOutcome.TooMany);

        (await SaveAsync(Ann, "b", b.Revision, "s", max: 2)).Outcome.ShouldBe(ContextOutcome.Stored);
        (await SaveAsync(Ann, "c", 0, "s", Samples.Noon.AddHours(1), max: 2)).Outcome.ShouldBe(ContextOutcome.Stored);
    }

    [Fact]
    public async Task Ended_contexts_are_removed_a_few_at_a_time()
    {
        for (var i = 0; i < 5; i++)
        {
            await SaveAsync(Ann, $"c{i}", 0, "s");
        }

        await SaveAsync(Ann, "lives", 0, "s", Samples.Noon.AddMinutes(30));
        var later = Samples.Noon.AddHours(1);

        (await Store.Contexts.RemoveEndedAsync(later, 3)).ShouldBe(3);
        (await Store.Contexts.RemoveEndedAsync(later, 3)).ShouldBe(2);
        (await LoadAsync(Ann, "lives", later)).ShouldNotBeNull();
    }

    private Task<ContextSaved> SaveAsync(AgentKey agent, string context, long revision, string state, DateTimeOffset? now = null, int max = 100) =>
        Store.Contexts.SaveAsync(
            agent,
            new ContextDraft(
                context, revision, Encoding.UTF8.GetBytes(state), "memory"u8.ToArray(), (now ?? Samples.Noon).AddHours(1), max),
            now ?? Samples.Noon);

    private Task<SessionContext?> LoadAsync(AgentKey agent, string context, DateTimeOffset? now = null) =>
        Store.Contexts.LoadAsync(agent, context, now ?? Samples.Noon, Cancel);
}

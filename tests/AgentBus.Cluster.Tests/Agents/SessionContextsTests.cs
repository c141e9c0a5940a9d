using System.Text;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Agents;
using AgentBus.Grains.Hosting;
using AgentBus.Model;
using AgentBus.TestKit;

namespace AgentBus.Cluster.Tests.Agents;

public sealed class SessionContextsTests
{
    private static readonly AgentKey Ann = new("acme", "ann");

    private readonly ManualTimeProvider _time = new();
    private readonly CountingStore _store = new();

    [Fact]
    public async Task What_was_written_is_read_without_the_store()
    {
        var contexts = Open();
        await contexts.WriteAsync(Write("talk", "one"));

        (await contexts.ReadAsync("talk")).Value!.Revision.ShouldBe(1);

        _store.Loads.ShouldBe(0);
    }

    [Fact]
    public async Task A_context_that_is_held_ends_with_its_time()
    {
        var contexts = Open();
        await contexts.WriteAsync(Write("talk", "one") with { TimeToLive = TimeSpan.FromMinutes(1) });

        _time.Advance(TimeSpan.FromMinutes(1));

        (await contexts.ReadAsync("talk")).Value!.Revision.ShouldBe(0);
    }

    [Fact]
    public async Task Few_contexts_are_held_and_the_others_are_read_again()
    {
        var contexts = Open();
        var large = new string('x', 600);
        await contexts.WriteAsync(Write("a", large));
        await contexts.WriteAsync(Write("b", large));

        await contexts.ReadAsync("b");
        _store.Loads.ShouldBe(0);
        await contexts.ReadAsync("a");

        _store.Loads.ShouldBe(1);
    }

    [Fact]
    public void An_older_revision_never_takes_the_place_of_a_newer_one()
    {
        var held = new HeldContexts(1 << 20);
        var context = new SessionContext("talk", 2, default, default, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);

        held.Keep(context);
        held.Keep(context with { Revision = 1 });

        held.Find("talk")!.Revision.ShouldBe(2);
    }

    private SessionContexts Open() => new(Ann, _store, new BusOptions { MaxContextBytes = 1_024 }, _time);

    private static ContextWrite Write(string id, string state) =>
        new(new SessionToken("s", "x"), id, 0, Encoding.UTF8.GetBytes(state), ReadOnlyMemory<byte>.Empty, TimeSpan.Zero);

    private sealed class CountingStore : ISessionContextStore
    {
        public int Loads { get; private set; }

        public Task<SessionContext?> LoadAsync(AgentKey agent, string contextId, DateTimeOffset now, CancellationToken cancellationToken)
        {
            Loads++;
            return Task.FromResult<SessionContext?>(null);
        }

        public Task<ContextSaved> SaveAsync(AgentKey agent, ContextDraft draft, DateTimeOffset now) =>
            Task.FromResult(new ContextSaved(ContextOutcome.Stored, draft.Revision + 1));

        public Task<int> RemoveEndedAsync(DateTimeOffset now, int max) => Task.FromResult(0);
    }
}

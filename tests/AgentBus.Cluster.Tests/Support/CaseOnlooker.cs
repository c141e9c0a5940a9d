using AgentBus.Model;
using AgentBus.Services;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>Somebody who watches cases, as a front-end lets them.</summary>
internal sealed class CaseOnlooker : IAsyncDisposable
{
    private readonly CallerSessions _sessions;
    private readonly Caller _caller;
    private readonly CaseWatch _watch;
    private readonly IAsyncEnumerator<CaseSignal> _signals;

    private CaseOnlooker(CallerSessions sessions, Caller caller, CaseWatch watch)
    {
        (_sessions, _caller, _watch) = (sessions, caller, watch);
        _signals = watch.ReadAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
    }

    public static CaseWatches Watches(BusCluster cluster, int perSubject = 8, int untaken = 256) =>
        new(cluster.Silo<IClusterClient>(), new CaseWatchLimits(100, perSubject, untaken), TimeProvider.System, NullLogger<CaseWatches>.Instance);

    public static async Task<CaseOnlooker> OpenAsync(BusCluster cluster, CaseWatches watches, Principal person, Position? after = null)
    {
        var opened = await TryOpenAsync(cluster, watches, person, after);
        opened.Refusal.ShouldBeNull();
        return opened.Value!;
    }

    public static async Task<Result<CaseOnlooker>> TryOpenAsync(BusCluster cluster, CaseWatches watches, Principal person, Position? after = null)
    {
        var sessions = new CallerSessions(cluster.Silo<IClusterClient>(), "test", 10, TimeSpan.FromMinutes(1), TimeProvider.System);
        var caller = (await sessions.EnterAsync(person.Agent, TestAuthenticator.Credential(person), Domain.Admission.Constitution.Hash)).Value.ShouldNotBeNull();
        var watch = await watches.OpenAsync(caller, after);
        if (watch.IsOk)
        {
            return new CaseOnlooker(sessions, caller, watch.Value);
        }

        await caller.DisposeAsync();
        await sessions.DisposeAsync();
        return watch.Refusal;
    }

    /// <summary>The next signal that says something.</summary>
    public async Task<CaseSignal> NextAsync()
    {
        do
        {
            (await _signals.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBeTrue();
        }
        while (_signals.Current.Kind == CaseSignalKind.Quiet);
        return _signals.Current;
    }

    /// <summary>What happened, word by word, until a case stands so.</summary>
    public async Task<(IReadOnlyList<string> What, Position At)> UntilAsync(string caseId, CaseState state)
    {
        List<string> what = [];
        while (true)
        {
            var next = await NextAsync();
            next.Kind.ShouldBe(CaseSignalKind.Changed, next.Reason?.Reason);
            what.AddRange(next.Update!.Entries.Select(static entry => entry.What));
            if (next.Update.Case.CaseId == caseId && next.Update.Case.State == state)
            {
                return (what, next.Position);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _signals.DisposeAsync();
        await _watch.DisposeAsync();
        await _caller.DisposeAsync();
        await _sessions.DisposeAsync();
    }
}

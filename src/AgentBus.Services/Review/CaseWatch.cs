using System.Runtime.CompilerServices;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;

namespace AgentBus.Services;

/// <summary>
/// One caller's look at the cases that it may see, as they change. Each second it is asked whether the caller's session still holds, so nothing is told
/// for longer than that to somebody whose credential ended or was revoked; what the caller's roles are then decides what it sees. One reader.
/// </summary>
internal sealed class CaseWatch(
    TenantCases cases, CaseWatcher watcher, Caller caller, Position? after, Position live, TimeProvider time, Func<ValueTask> leave) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly Refusal Unconfirmed = new(Code.Timeout, "Whether you may still watch could not be found out; watch again.", TimeSpan.FromSeconds(1));

    private Position _had;
    private long _confirmed = time.GetTimestamp();

    /// <summary>All that happens from now on, until the caller's session is over, with a <see cref="CaseSignalKind.Quiet"/> at least each second.</summary>
    public async IAsyncEnumerable<CaseSignal> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var next in AllAsync(cancellationToken))
        {
            if (time.GetElapsedTime(_confirmed) >= Interval)
            {
                if (await ConfirmAsync() is { } over)
                {
                    yield return new CaseSignal(CaseSignalKind.Ended, next.Position, Reason: over);
                    yield break;
                }

                _confirmed = time.GetTimestamp();
            }

            yield return next;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        cases.Detach(watcher);
        return leave();
    }

    private async IAsyncEnumerable<CaseSignal> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var missed in MissedAsync())
        {
            yield return missed;
        }

        while (true)
        {
            var next = await watcher.TakeAsync(Interval, cancellationToken);
            if (next.Kind != CaseSignalKind.Changed || next.Position.Epoch != _had.Epoch || next.Position.Sequence > _had.Sequence)
            {
                yield return next;
            }
        }
    }

    /// <summary>What was missed since the position that the caller named, up to where it is told live.</summary>
    private async IAsyncEnumerable<CaseSignal> MissedAsync()
    {
        if (after is not { Epoch: not 0 } at)
        {
            yield return new CaseSignal(CaseSignalKind.ListAgain, live);
            yield break;
        }

        while (at != live)
        {
            var page = await cases.Index.ReadUpdatesAsync(at);
            if (!page.IsLost && at.Sequence > live.Sequence)
            {
                // It had more than this silo has heard of yet, from another.
                _had = at;
                yield break;
            }

            if (page.IsLost || page.Items.IsEmpty)
            {
                yield return new CaseSignal(CaseSignalKind.ListAgain, live);
                yield break;
            }

            foreach (var update in page.Items.TakeWhile(update => update.Position.Sequence <= live.Sequence))
            {
                if (CaseViews.HasLost(update, cases.Tenant, watcher.Viewer))
                {
                    yield return new CaseSignal(CaseSignalKind.ListAgain, update.Position);
                }
                else if (CaseViews.MaySee(update.Case, cases.Tenant, watcher.Viewer))
                {
                    yield return new CaseSignal(CaseSignalKind.Changed, update.Position, update);
                }
            }

            at = page.Items[^1].Position.Sequence > live.Sequence ? live : page.Items[^1].Position;
        }
    }

    private async Task<Refusal?> ConfirmAsync()
    {
        try
        {
            if (await caller.ConfirmAsync().WaitAsync(Patience, time) is { } over)
            {
                return over;
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return Unconfirmed;
        }

        // Other roles see other cases.
        var now = caller.Principal;
        if (now.Type != watcher.Viewer.Type || !now.Roles.SequenceEqual(watcher.Viewer.Roles))
        {
            watcher.Viewer = now;
        }

        return null;
    }
}

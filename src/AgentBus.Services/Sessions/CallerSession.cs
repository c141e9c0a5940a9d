using AgentBus.Model;
using Orleans;

namespace AgentBus.Services;

/// <summary>The side session of one credential, opened once however many requests ask for it at the same time. Thread-safe.</summary>
internal sealed class CallerSession(IGrainFactory grains, AgentKey agent, string hash, string protocol, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile BusSession? _session;

    /// <summary>Requests that use it now; guarded by the cache.</summary>
    public int Users { get; set; }

    /// <summary>When the last of them left; guarded by the cache.</summary>
    public long UsedAt { get; set; } = time.GetTimestamp();

    /// <summary>It is open, as far as one knows.</summary>
    public bool IsOpen => _session is { HasEnded: false };

    /// <summary>The session, opened with the credential where it is not, or where it ended.</summary>
    public async Task<Result<BusSession>> OpenAsync(Credential credential)
    {
        if (_session is { HasEnded: false } open)
        {
            return open;
        }

        await _opening.WaitAsync();
        try
        {
            if (_session is { HasEnded: false } meanwhile)
            {
                return meanwhile;
            }

            await CloseAsync();

            // An empty description changes nothing of what the agent says of itself elsewhere. It is opened again for the next request, so it may give way to others.
            var opened = await BusSession.OpenAsync(grains, agent, credential, hash, AgentDescription.Empty, protocol, time, givesWay: true);
            _session = opened.Value;
            return opened;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _opening.WaitAsync();
        await CloseAsync();
        _opening.Dispose();
    }

    private async Task CloseAsync()
    {
        if (_session is not { } session)
        {
            return;
        }

        _session = null;
        try
        {
            await session.DisposeAsync();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The grain forgets a session that is not used.
        }
    }
}

using AgentBus.Contracts;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans;

namespace AgentBus.Services;

/// <summary>
/// An agent that the service acts for: its session now, opened again when it ended, and the loop that renews it. Thread-safe.
/// </summary>
internal sealed class ActingAgent : IAsyncDisposable
{
    private readonly IGrainFactory _grains;
    private readonly AgentRegistration _registration;
    private readonly AgentBusServiceOptions _options;
    private readonly TimeProvider _time;
    private readonly MessageWorker? _worker;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _renewing;
    private volatile BusSession? _session;

    public ActingAgent(IGrainFactory grains, AgentRegistration registration, BusCounters counters, AgentBusServiceOptions options, TimeProvider time, ILogger logger)
    {
        (_grains, _registration, _options, _time) = (grains, registration, options, time);
        if (!AgentKey.TryCreate(registration.TenantId, registration.AgentId, out var key))
        {
            throw ErrorFactory.Create(Code.MessageInvalid, "Tenant and agent are ids of 1 to 64 of A-Z a-z 0-9 _ -.");
        }

        Key = key;
        _worker = registration.Inbox is { } handler ? new MessageWorker(grains.GetGrain<IAgentInbox>(key.GrainKey), handler, counters, logger) : null;
        _renewing = RenewAsync();
    }

    /// <summary>The agent.</summary>
    public AgentKey Key { get; }

    /// <summary>The constitution that it goes by.</summary>
    public string Hash => _registration.ConstitutionalHash.Length > 0 ? _registration.ConstitutionalHash : _options.ConstitutionalHash;

    /// <summary>A session that is open, as far as one knows.</summary>
    /// <exception cref="AgentBusError">The bus refused to open one.</exception>
    public async Task<BusSession> SessionAsync(CancellationToken cancellationToken)
    {
        if (_session is { HasEnded: false } open)
        {
            return open;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _session is { HasEnded: false } meanwhile ? meanwhile : await OpenAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Runs an operation; where the session turned out to be over, once more with a new one.</summary>
    public async Task<Result<T>> RunAsync<T>(Func<BusSession, Task<Result<T>>> operation, CancellationToken cancellationToken)
        where T : class
    {
        var session = await SessionAsync(cancellationToken);
        var result = await operation(session);
        if (result.Refusal?.Code != Code.SessionExpired)
        {
            return result;
        }

        await session.EndedAsync(result.Refusal);
        return await operation(await SessionAsync(cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _renewing;
        await (_worker?.DisposeAsync() ?? ValueTask.CompletedTask);
        if (_session is { HasEnded: false } session)
        {
            await session.DisposeAsync();
        }

        _stopping.Dispose();
        _gate.Dispose();
    }

    private async Task<BusSession> OpenAsync(CancellationToken cancellationToken)
    {
        if (_session is { } ended)
        {
            await ended.DisposeAsync();
        }

        var credential = await _registration.Credential(cancellationToken);
        var opened = await BusSession.OpenAsync(_grains, Key, credential, Hash, _registration.Description, "orleans", _time, _worker, _registration.InboxWindow);
        return opened.IsOk ? _session = opened.Value : throw ErrorFactory.Create(opened.Refusal);
    }

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(_options.SessionRenewal, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await KeepAsync();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The agent acts no more.
        }
    }

    private async Task KeepAsync()
    {
        try
        {
            if (_session is { HasEnded: false } session)
            {
                await RenewAsync(session);
            }
            else if (_worker is not null && _session is not { Ended.Code: Code.SessionReplaced })
            {
                // Nobody else takes the inbox meanwhile.
                await SessionAsync(_stopping.Token);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The grain forgets a session only after several renewals are missing; a call that finds it gone opens another.
        }
    }

    private async Task RenewAsync(BusSession session)
    {
        // Two renewals before its end the session gets a new credential.
        var ending = session.Principal.ExpiresAt - _time.GetUtcNow() < 2 * _options.SessionRenewal;
        await session.RenewAsync(ending ? await _registration.Credential(_stopping.Token) : null);
    }
}

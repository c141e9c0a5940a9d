using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Services;

/// <summary>What an agent that acts through the bus asks and does about a message of its own that waits for people. Thread-safe.</summary>
internal sealed class HeldReading(IGrainFactory grains, ClusterBreaker breaker, TimeProvider time)
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(10);

    /// <summary>Where it stands.</summary>
    /// <exception cref="AgentBusError">Refused.</exception>
    public Task<HeldMessage> ReadAsync(ActingAgent agent, string caseId, CancellationToken cancellationToken) =>
        AskAsync(agent, caseId, static (grain, by) => grain.ShowAsync(by), cancellationToken);

    /// <summary>Waits until it is decided, over refusals and faults that pass.</summary>
    /// <param name="look">Asks where it stands.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<HeldMessage> WaitAsync(Func<Task<HeldMessage>> look, CancellationToken cancellationToken)
    {
        for (var pause = FirstLook; ; pause = pause + pause < LastLook ? pause + pause : LastLook)
        {
            try
            {
                if (await look() is { IsDecided: true } decided)
                {
                    return decided;
                }
            }
            catch (Exception fault) when (Passes(fault))
            {
                // The cluster is not reached, or has too much to do: it is asked again.
            }

            // People take their time, and nobody tells a side session of the outcome.
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    /// <summary>Withdraws it; one that is withdrawn already is a success.</summary>
    /// <exception cref="AgentBusError">Refused.</exception>
    public async Task<HeldMessage> WithdrawAsync(ActingAgent agent, string caseId, string reason, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(agent, caseId, (grain, by) => grain.CancelAsync(by, reason), cancellationToken);
        }
        catch (DeliberationError closed) when (closed.Code == Code.CaseClosed)
        {
            // The answer to the same call may have been lost.
            var held = await ReadAsync(agent, caseId, cancellationToken);
            if (held.State != CaseState.Cancelled)
            {
                throw;
            }

            return held;
        }
    }

    private static bool Passes(Exception fault) => fault switch
    {
        BusNotStartedError => false,
        AgentBusError error => error.Code is Code.Overloaded or Code.RateLimited or Code.StorageUnavailable or Code.Timeout or Code.Draining or Code.Internal,
        _ => fault is TimeoutException or OrleansException,
    };

    private async Task<HeldMessage> AskAsync(
        ActingAgent agent, string caseId, Func<IDeliberationCase, CaseCaller, Task<Result<CaseView>>> ask, CancellationToken cancellationToken)
    {
        if (!CaseKey.TryCreate(agent.Key.Tenant, caseId, out var key))
        {
            throw ErrorFactory.Create(Refusal.NotFound);
        }

        var grain = grains.GetGrain<IDeliberationCase>(key.GrainKey);
        var answer = await breaker.CallAsync(() => agent.RunAsync(session => ask(grain, new CaseCaller(session.Key, session.Token)), cancellationToken));
        return answer.IsOk ? HeldMessage.Of(answer.Value.Summary) : throw ErrorFactory.Create(answer.Refusal);
    }
}

using AgentBus.Contracts;
using AgentBus.Domain.KillSwitch;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans;

namespace AgentBus.Grains.KillSwitch;

/// <summary>
/// What one silo does to stop a target: has the sessions ended of those who have a socket here or whose grains are here, and closes the sockets. In this
/// order, since a socket that closes takes its session along, and both are to be told of. Thread-safe.
/// </summary>
internal sealed class SiloStop(IGrainFactory grains, ISiloSockets sockets, TimeProvider time, ILogger<SiloStop> logger)
{
    private readonly TimedQuestions _questions = new(time, logger);

    /// <summary>Stops them.</summary>
    /// <param name="target">Whom.</param>
    /// <param name="agents">The agents with sessions at grains of this silo.</param>
    /// <param name="reason">What those are told whose sessions end.</param>
    /// <param name="limit">How long to wait.</param>
    public async Task<SiloStopped> RunAsync(KillTarget target, IEnumerable<AgentKey> agents, Refusal reason, TimeSpan limit)
    {
        var since = time.GetTimestamp();
        var found = sockets.Find(target);
        AgentKey[] stopped = [.. agents.Where(target.Covers).Union(found.Agents)];
        var answers = await _questions.AskAllAsync(
            stopped, static agent => agent.Agent, agent => grains.GetGrain<IAgentStop>(agent.GrainKey).StopAsync(reason, limit / 3), limit / 2);
        var closed = await found.CloseAsync(reason, limit - time.GetElapsedTime(since));
        return new SiloStopped(
            closed.Closed, closed.Open, [.. stopped.Select(static agent => agent.Agent)], answers.Sum(static answer => answer.Value?.Sessions ?? 0), [.. answers.SelectMany(Unconfirmed)]);
    }

    private static IEnumerable<string> Unconfirmed(KillAnswer<AgentStopped> answer) =>
        (answer.Value?.Unconfirmed ?? [answer.Fault]).Select(what => $"{answer.Where}: {what}");
}

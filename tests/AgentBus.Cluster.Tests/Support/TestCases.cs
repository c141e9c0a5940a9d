using System.Collections.Concurrent;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Deliberation;
using AgentBus.Model;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>The real cancellation of cases; it notes what is to be cancelled, and answers as a test says that says something.</summary>
internal sealed class TestCases(IGrainFactory grains, TimeProvider time) : ICaseCancellation
{
    private readonly CaseStopper _cases = new(grains, time, NullLogger<CaseStopper>.Instance);
    private readonly ConcurrentDictionary<string, Func<Task<CasesCancelled>>> _answers = new();

    /// <summary>The orders.</summary>
    public ConcurrentQueue<KillOrder> Orders { get; } = new();

    /// <summary>What is answered for a tenant.</summary>
    public void Answer(string tenant, Func<Task<CasesCancelled>> answer) => _answers[tenant] = answer;

    public Task<CasesCancelled> CancelAsync(KillOrder order, TimeSpan limit)
    {
        Orders.Enqueue(order);
        return _answers.TryGetValue(order.Target.Tenant, out var answer) ? answer() : _cases.CancelAsync(order, limit);
    }
}

using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Domain.Agents;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans;

namespace AgentBus.Grains.Registries;

/// <summary>
/// Takes the agents of one outside registry into the directory of its tenant, and ours to it. Neither fails the other; each problem is logged once
/// until it is another one. Thread-safe: one exchange at a time.
/// </summary>
internal sealed partial class RegistryExchange(IOutsideRegistry registry, IGrainFactory grains, TimeProvider time, ILogger logger) : IDisposable
{
    private const int PageSize = 1_000;

    // A registry that does not answer is not to keep the others waiting at the start.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1);
    private ImmutableArray<OutsideAgent> _said = [];
    private string _hidden = "";
    private string _readProblem = "";
    private string _importProblem = "";
    private string _publishProblem = "";

    /// <summary>One exchange. It throws only where it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var read = await TryAsync(ReadAsync, cancellationToken);
            Tell(ref _readProblem, read, "what it says cannot be had, and what it said last stands");

            // Again each time, though nothing changed: the directory keeps none of it over a restart.
            var imported = await TryAsync(ImportAsync, cancellationToken);
            Tell(ref _importProblem, imported, "its agents cannot be taken into the directory");
            if (registry.TakesOurs)
            {
                var published = await TryAsync(PublishAsync, cancellationToken);
                Tell(ref _publishProblem, published, "it cannot be told our agents");
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private IAgentDirectory Directory => grains.GetGrain<IAgentDirectory>(registry.Tenant.AgentsKey);

    private async Task ReadAsync(CancellationToken cancellationToken) => _said = await registry.ReadAsync(cancellationToken);

    private async Task ImportAsync(CancellationToken cancellationToken)
    {
        var hidden = string.Join(' ', await Directory.ImportAsync(registry.Name, _said).WaitAsync(cancellationToken));
        if (hidden != _hidden)
        {
            _hidden = hidden;
            LogHidden(logger, registry.Name, hidden.Length > 0 ? hidden : "none");
        }
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        var ours = ImmutableArray.CreateBuilder<AgentEntry>();
        var after = "";
        do
        {
            var page = await Directory.FindAsync(new AgentQuery(After: after, Limit: PageSize)).WaitAsync(cancellationToken);
            if (!page.IsOk)
            {
                throw ErrorFactory.Create(page.Refusal);
            }

            ours.AddRange(page.Value.Agents.Where(RegistryRules.IsPublished));
            after = page.Value.Next;
        }
        while (after.Length > 0);
        await registry.PublishAsync(ours.DrainToImmutable(), cancellationToken);
    }

    /// <summary>Does a part of the exchange; answers what went wrong, empty: nothing.</summary>
    private async Task<string> TryAsync(Func<CancellationToken, Task> part, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await part(ending.Token);
            return "";
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            return late.IsCancellationRequested ? $"No answer within {Patience.TotalSeconds:0} s." : fault.Message;
        }
    }

    private void Tell(ref string last, string problem, string effect)
    {
        if (problem == last)
        {
            return;
        }

        last = problem;
        if (problem.Length > 0)
        {
            LogProblem(logger, registry.Name, effect, problem);
        }
        else
        {
            LogSolved(logger, registry.Name, effect);
        }
    }

    [LoggerMessage(EventId = 2711, Level = LogLevel.Warning, Message = "Outside registry {Registry}: {Effect}. {Problem}")]
    private static partial void LogProblem(ILogger logger, string registry, string effect, string problem);

    [LoggerMessage(EventId = 2712, Level = LogLevel.Information, Message = "Outside registry {Registry}: it is no longer so that {Effect}.")]
    private static partial void LogSolved(ILogger logger, string registry, string effect);

    [LoggerMessage(EventId = 2713, Level = LogLevel.Information, Message = "Outside registry {Registry}: not shown, since agents of ours or of another registry have these ids: {Agents}")]
    private static partial void LogHidden(ILogger logger, string registry, string agents);
}

using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Deliberation;

/// <summary>
/// Compares the open cases in memory with those in the store: a case that could not say that it is over, or that was announced and never stored,
/// would be listed for ever, and would count against what its sender may have open. What differs twice in a row is taken from the store; once
/// says nothing, since a case is announced before it is stored.
/// </summary>
internal sealed partial class OpenCasesCheck(string tenant, ICaseStore store, OpenCases open, ILogger logger)
{
    private HashSet<string> _doubted = new(StringComparer.Ordinal);

    /// <summary>Compares once.</summary>
    public async Task RunAsync()
    {
        try
        {
            var stored = await store.ReadOpenIdsAsync(tenant, CancellationToken.None);
            HashSet<string> doubted = new(open.Ids, StringComparer.Ordinal);
            doubted.SymmetricExceptWith(stored);
            foreach (var id in doubted.Where(_doubted.Contains))
            {
                await TakeStoredAsync(id);
            }

            _doubted = doubted;
        }
        catch (IOException fault)
        {
            LogNotRead(logger, fault, tenant);
        }
    }

    private async Task TakeStoredAsync(string caseId)
    {
        if (await store.LoadAsync(tenant, caseId, CancellationToken.None) is { Case: var of } && !CaseLifecycle.IsFinal(of.State))
        {
            open.Take(CaseViews.Summary(of));
        }
        else
        {
            open.Remove(caseId);
        }
    }

    [LoggerMessage(EventId = 3550, Level = LogLevel.Warning, Message = "The open cases of {Tenant} could not be compared with the store; it is tried again.")]
    private static partial void LogNotRead(ILogger logger, Exception fault, string tenant);
}

using AgentBus.Contracts;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans;

namespace AgentBus.Grains.Agents;

/// <summary>
/// Keeps the tenant's directory up to date about one agent. One report is under way at a time and says all that is known then; nobody waits for
/// it but the end of the activation. What fails is told with the next report.
/// </summary>
internal sealed partial class DirectoryReports(
    StoredAgent stored, AgentActivity activity, IGrainFactory grains, TimeProvider time, TimeSpan renewal, ILogger logger)
{
    private bool _due;
    private long _reported;
    private long _known;

    /// <summary>Completes when nothing is under way.</summary>
    public Task Settled { get; private set; } = Task.CompletedTask;

    /// <summary>Something changed: the directory is told.</summary>
    public void Tell()
    {
        _due = true;
        if (Settled.IsCompleted)
        {
            Settled = RunAsync();
        }
    }

    /// <summary>The directory is told, where it does not have the agent's newest record.</summary>
    public void TellChanges()
    {
        if (stored.Now.Revision > _known)
        {
            Tell();
        }
    }

    /// <summary>Nothing changed, but the agent lives: the directory is told where the last report is old.</summary>
    public void Renew()
    {
        if (time.GetElapsedTime(_reported) >= renewal)
        {
            Tell();
        }
    }

    private async Task RunAsync()
    {
        while (_due)
        {
            _due = false;
            _reported = time.GetTimestamp();
            var record = stored.Now.Revision > _known ? stored.Record : null;
            if (record is null && stored.Description is null)
            {
                // Who is not registered is nobody to the directory.
                continue;
            }

            try
            {
                var directory = grains.GetGrain<IAgentDirectory>(new TenantKey(stored.Key.Tenant).AgentsKey);
                if (await directory.ReportAsync(new AgentReport(stored.Key, record, activity.Sessions, activity.SeenAt, activity.SentAt)) && record is not null)
                {
                    _known = record.Revision;
                }
            }
            catch (Exception fault)
            {
                LogUntold(logger, fault, stored.Key.GrainKey);
            }
        }
    }

    [LoggerMessage(EventId = 2312, Level = LogLevel.Warning, Message = "The directory could not be told about {Agent}.")]
    private static partial void LogUntold(ILogger logger, Exception fault, string agent);
}

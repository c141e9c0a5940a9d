using AgentBus.Domain.Ports;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Tenants;

/// <summary>Writes evidence of what operators do with a tenant.</summary>
internal sealed partial class EvidenceWriter(IJournal journal, ILogger logger)
{
    /// <summary>True when the rows are committed, all of them.</summary>
    public async Task<bool> WriteAsync(params EvidenceRow[] rows)
    {
        try
        {
            return await journal.AppendEvidenceAsync(rows) == AppendOutcome.Committed;
        }
        catch (Exception fault)
        {
            LogNotStored(logger, fault, rows[0].Subject);
            return false;
        }
    }

    [LoggerMessage(EventId = 2853, Level = LogLevel.Error, Message = "Evidence of {Subject} could not be written.")]
    private static partial void LogNotStored(ILogger logger, Exception fault, string subject);
}

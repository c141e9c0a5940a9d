using AgentBus.Domain.Ports;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Tenants;

/// <summary>Writes evidence of what operators do with a tenant.</summary>
internal sealed partial class EvidenceWriter(IJournal journal, ILogger logger)
{
    /// <summary>True when the row is committed.</summary>
    public async Task<bool> WriteAsync(EvidenceRow row)
    {
        try
        {
            return await journal.AppendEvidenceAsync([row]) == AppendOutcome.Committed;
        }
        catch (Exception fault)
        {
            LogNotStored(logger, fault, row.Subject);
            return false;
        }
    }

    [LoggerMessage(EventId = 2853, Level = LogLevel.Error, Message = "Evidence of {Subject} could not be written.")]
    private static partial void LogNotStored(ILogger logger, Exception fault, string subject);
}

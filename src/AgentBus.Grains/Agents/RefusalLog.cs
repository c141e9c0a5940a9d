using AgentBus.Domain.Admission;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Agents;

/// <summary>
/// Turns refusals into evidence: those before authorization counted by code and second, later ones each for itself. Rows are written
/// once a second, while there are any, and when the agent goes.
/// </summary>
internal sealed partial class RefusalLog(IGrainBase agent, AgentKey sender, EvidenceBuffer buffer, IJournal journal, TimeProvider time, ILogger logger)
{
    private const int MaxRows = 4_096;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly RefusalTally _tally = new(sender);
    private readonly List<EvidenceRow> _rows = [];
    private IGrainTimer? _timer;
    private bool _armed;
    private long _lost;

    /// <summary>Takes a refusal.</summary>
    public void Add(in AdmissionResult refused, DateTimeOffset now)
    {
        var verdict = refused.Verdict!;
        var kind = EvidencePolicy.KindOf(in refused);
        if (EvidencePolicy.IsAggregated(verdict.Stage))
        {
            Keep(_tally.Add(kind, verdict.Code, now, buffer));
        }
        else
        {
            var body = VerdictEvidence.Encode(buffer, verdict, refused.Envelope, refused.Target);
            Keep([new EvidenceRow(sender.Tenant, kind, sender.Agent, refused.Envelope.MessageId, now, body)]);
        }

        Arm();
    }

    /// <summary>Writes what there is, the second under way included.</summary>
    public Task FlushAsync()
    {
        Keep(_tally.Take(buffer));
        return WriteAsync();
    }

    private void Keep(IReadOnlyList<EvidenceRow> rows)
    {
        // While the journal cannot write, a flood of refusals must not take the memory.
        var kept = Math.Min(rows.Count, MaxRows - _rows.Count);
        _lost += rows.Count - kept;
        for (var i = 0; i < kept; i++)
        {
            _rows.Add(rows[i]);
        }
    }

    private void Arm()
    {
        if (_armed)
        {
            return;
        }

        _armed = true;
        if (_timer is null)
        {
            _timer = agent.RegisterGrainTimer(OnDueAsync, new GrainTimerCreationOptions(Second, Timeout.InfiniteTimeSpan) { Interleave = true });
        }
        else
        {
            _timer.Change(Second, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task OnDueAsync(CancellationToken cancellationToken)
    {
        _armed = false;
        Keep(_tally.TakeFinished(time.GetUtcNow(), buffer));
        await WriteAsync();
        if (!_tally.IsEmpty || _rows.Count > 0)
        {
            Arm();
        }
    }

    private async Task WriteAsync()
    {
        if (_rows.Count == 0)
        {
            return;
        }

        var rows = _rows.ToArray();
        _rows.Clear();
        if (await TryWriteAsync(rows))
        {
            return;
        }

        _rows.InsertRange(0, rows);
        if (_lost > 0)
        {
            LogLost(logger, sender.GrainKey, _lost);
            _lost = 0;
        }
    }

    private async Task<bool> TryWriteAsync(EvidenceRow[] rows)
    {
        try
        {
            return await journal.AppendEvidenceAsync(rows) == AppendOutcome.Committed;
        }
        catch (Exception fault)
        {
            LogFailed(logger, fault, sender.GrainKey);
            return false;
        }
    }

    [LoggerMessage(EventId = 2303, Level = LogLevel.Error, Message = "Evidence of refusals of {Agent} could not be written; it is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception fault, string agent);

    [LoggerMessage(EventId = 2304, Level = LogLevel.Error, Message = "{Count} rows of evidence of refusals of {Agent} were lost, since the journal cannot write.")]
    private static partial void LogLost(ILogger logger, string agent, long count);
}

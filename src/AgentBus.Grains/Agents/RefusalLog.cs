using System.Security.Cryptography;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Hosting;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Agents;

/// <summary>
/// Turns refusals into evidence: those before authorization counted by code and second, later ones each for itself, while there is room. What comes beyond that,
/// in a flood or while the journal cannot write, is counted too: it takes neither the memory nor a refusal out of the count. Rows are written once a second, while
/// there are any, and when the agent goes.
/// </summary>
internal sealed partial class RefusalLog
{
    private const int MaxRows = 4_096;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly AgentKey _sender;
    private readonly EvidenceBuffer _buffer;
    private readonly IJournal _journal;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IAlarm _alarm;
    private readonly RefusalTally _tally;
    private readonly List<EvidenceRow> _rows = [];
    private bool _armed;

    public RefusalLog(AgentKey sender, EvidenceBuffer buffer, IJournal journal, TimeProvider time, ILogger logger, Func<Func<Task>, IAlarm> alarm)
    {
        (_sender, _buffer, _journal, _time, _logger) = (sender, buffer, journal, time, logger);
        _tally = new RefusalTally(sender);
        _alarm = alarm(OnDueAsync);
    }

    /// <summary>Takes a refusal.</summary>
    public void Add(in AdmissionResult refused, DateTimeOffset now)
    {
        var verdict = refused.Verdict!;
        var kind = EvidencePolicy.KindOf(in refused);
        if (EvidencePolicy.IsAggregated(verdict.Stage) || !HasRoom)
        {
            _rows.AddRange(_tally.Add(kind, verdict.Code, now, _buffer, HasRoom));
        }
        else
        {
            var body = VerdictEvidence.Encode(_buffer, verdict, refused.Envelope, refused.Target, RandomNumberGenerator.GetBytes(ContentCommitment.SaltBytes));
            _rows.Add(new EvidenceRow(_sender.Tenant, kind, _sender.Agent, refused.Envelope.MessageId, now, body));
        }

        Arm();
    }

    /// <summary>Takes a row that another part made; there are few of them.</summary>
    public void Add(EvidenceRow row)
    {
        _rows.Add(row);
        Arm();
    }

    /// <summary>Writes what there is, the second under way included.</summary>
    public Task FlushAsync()
    {
        _rows.AddRange(_tally.Take(_buffer));
        return WriteAsync();
    }

    private bool HasRoom => _rows.Count < MaxRows;

    private void Arm()
    {
        if (!_armed)
        {
            _armed = true;
            _alarm.Set(Second);
        }
    }

    private async Task OnDueAsync()
    {
        _armed = false;
        if (HasRoom)
        {
            _rows.AddRange(_tally.TakeFinished(_time.GetUtcNow(), _buffer));
        }

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
        if (!await TryWriteAsync(rows))
        {
            _rows.InsertRange(0, rows);
        }
    }

    private async Task<bool> TryWriteAsync(EvidenceRow[] rows)
    {
        try
        {
            return await _journal.AppendEvidenceAsync(rows) == AppendOutcome.Committed;
        }
        catch (Exception fault)
        {
            LogFailed(_logger, fault, _sender.GrainKey);
            return false;
        }
    }

    [LoggerMessage(EventId = 2303, Level = LogLevel.Error, Message = "Evidence of refusals of {Agent} could not be written; it is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception fault, string agent);
}

using AgentBus.Domain.Admission;
using AgentBus.Domain.Inspection;
using AgentBus.Model;

namespace AgentBus.Grains.Figures;

/// <summary>What admission decided for one tenant on this silo since it was asked last. What passes is counted once a batch. Thread-safe.</summary>
internal sealed class FigureTally
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Stage, Outcome Outcome), long> _stopped = [];
    private long _passed;
    private long _redacted;

    /// <summary>Messages of a batch passed.</summary>
    public void Passed(int count)
    {
        if (count > 0)
        {
            Interlocked.Add(ref _passed, count);
        }
    }

    /// <summary>A message was judged; what is special about it counts.</summary>
    public void Note(in AdmissionResult result)
    {
        if (result.Inspection is { Decision: InspectionDecision.AllowWithRedaction })
        {
            Interlocked.Increment(ref _redacted);
        }

        if (result.Step is StageOutcome.Hold or StageOutcome.Refuse)
        {
            var verdict = result.Verdict!;
            lock (_gate)
            {
                _stopped[(verdict.Stage, verdict.Outcome)] = _stopped.GetValueOrDefault((verdict.Stage, verdict.Outcome)) + 1;
            }
        }
    }

    /// <summary>What was counted since the last time; null: nothing.</summary>
    public FigureReport? Take()
    {
        var (passed, redacted) = (Interlocked.Exchange(ref _passed, 0), Interlocked.Exchange(ref _redacted, 0));
        lock (_gate)
        {
            if ((passed | redacted) == 0 && _stopped.Count == 0)
            {
                return null;
            }

            var report = new FigureReport(passed, redacted, [.. _stopped.Select(static one => new StageCount(one.Key.Stage, one.Key.Outcome, one.Value))]);
            _stopped.Clear();
            return report;
        }
    }
}

using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Figures;

/// <summary>What was decided in the last hour, by minute. It holds no more than that, however much is reported. Not thread-safe.</summary>
/// <param name="since">When counting began.</param>
public sealed class FigureHistory(DateTimeOffset since)
{
    /// <summary>So many minutes are kept.</summary>
    public const int Length = 60;

    private static readonly TimeSpan RateSpan = TimeSpan.FromSeconds(10);

    private readonly Queue<Minute> _minutes = new();
    private readonly Queue<(DateTimeOffset At, long Count)> _recent = new();
    private Minute? _last;

    /// <summary>Takes a report. Time does not go back: a report from before the last one counts with that.</summary>
    public void Add(FigureReport report, DateTimeOffset now)
    {
        var at = Floor(now);
        if (_last is null || at > _last.At)
        {
            _minutes.Enqueue(_last = new Minute(at));
        }

        _last.Add(report);
        _recent.Enqueue((now, report.Passed + report.Stopped.Sum(static one => one.Count)));
        Forget(now);
    }

    /// <summary>The figures at a moment.</summary>
    public TenantFigures Show(DateTimeOffset now, OpenCaseCount cases, PresenceCount agents)
    {
        Forget(now);
        var known = _minutes.ToDictionary(static minute => minute.At);
        var first = Floor(now).AddMinutes(1 - Length);
        return new TenantFigures(
            since > first ? since : first,
            [.. Enumerable.Range(0, Length).Select(i => first.AddMinutes(i)).Select(at => known.TryGetValue(at, out var minute) ? minute.Show() : new FigureMinute(at, 0, 0, 0, 0))],
            Stopped(),
            _recent.Sum(static one => one.Count) / RateSpan.TotalSeconds,
            cases,
            agents);
    }

    private ImmutableArray<StageCount> Stopped() =>
    [
        .. _minutes.SelectMany(static minute => minute.Stopped)
            .GroupBy(static one => one.Key)
            .Select(static group => new StageCount(group.Key.Stage, group.Key.Outcome, group.Sum(static one => one.Value)))
            .OrderByDescending(static one => one.Count).ThenBy(static one => one.Stage, StringComparer.Ordinal).ThenBy(static one => one.Outcome),
    ];

    private void Forget(DateTimeOffset now)
    {
        while (_minutes.TryPeek(out var oldest) && oldest.At <= Floor(now).AddMinutes(-Length))
        {
            _minutes.Dequeue();
        }

        while (_recent.TryPeek(out var oldest) && oldest.At <= now - RateSpan)
        {
            _recent.Dequeue();
        }
    }

    private static DateTimeOffset Floor(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    private sealed class Minute(DateTimeOffset at)
    {
        private long _passed;
        private long _redacted;

        public DateTimeOffset At => at;

        public Dictionary<(string Stage, Outcome Outcome), long> Stopped { get; } = [];

        public void Add(FigureReport report)
        {
            _passed += report.Passed;
            _redacted += report.Redacted;
            foreach (var (stage, outcome, count) in report.Stopped)
            {
                Stopped[(stage, outcome)] = Stopped.GetValueOrDefault((stage, outcome)) + count;
            }
        }

        public FigureMinute Show() => new(at, _passed, Of(Outcome.Held), Of(Outcome.Refused), _redacted);

        private long Of(Outcome outcome) => Stopped.Where(one => one.Key.Outcome == outcome).Sum(static one => one.Value);
    }
}

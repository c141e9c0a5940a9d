using System.Collections.Concurrent;
using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Impact;

/// <summary>What a revision's settings say of names of actions and tools, worked out once a name. Thread-safe.</summary>
internal sealed class ActionTable(ImpactSettings settings)
{
    // Names come from clients, so what is kept is bounded; a further name is worked out each time.
    private const int MaxKept = 1_024;

    private readonly Entry[] _floors = Entries(settings.Floors);
    private readonly Entry[] _impact = Entries(settings.Thresholds);
    private readonly Entry[] _ehi = Entries(settings.EhiThresholds);
    private readonly ConcurrentDictionary<string, ActionReading> _kept = new(StringComparer.Ordinal);
    private int _number;

    public ActionReading Read(string name) =>
        name.Length == 0 ? ActionReading.None
        : _kept.TryGetValue(name, out var reading) ? reading
        : Keep(name, Work(name));

    private ActionReading Keep(string name, ActionReading reading)
    {
        if (Volatile.Read(ref _number) >= MaxKept)
        {
            return reading;
        }

        // The same name twice at once takes two numbers, of which one is never used.
        return _kept.GetOrAdd(name, reading with { Number = Interlocked.Increment(ref _number) });
    }

    private ActionReading Work(string name)
    {
        var words = ActionWords.Split(name);
        var reading = new ActionReading { Value = ActionWords.ValueOf(words), Impact = Threshold(_impact, name, words), Ehi = Threshold(_ehi, name, words) };
        foreach (var floor in _floors)
        {
            if (floor.Value > reading.Floor && (floor.IsExactly(name) || ActionWords.Contains(words, floor.Words)))
            {
                reading = reading with { Floor = floor.Value, FloorName = floor.Name };
            }
        }

        return reading;
    }

    private static NamedThreshold Threshold(Entry[] entries, string name, string[] words)
    {
        double? found = null;
        foreach (var entry in entries)
        {
            if (entry.IsExactly(name))
            {
                return new NamedThreshold(entry.Value, IsExact: true);
            }

            if (ActionWords.Contains(words, entry.Words) && !(found <= entry.Value))
            {
                found = entry.Value;
            }
        }

        return new NamedThreshold(found, IsExact: false);
    }

    private static Entry[] Entries(ImmutableArray<NamedScore> scores) => [.. scores.Select(static score => new Entry(score.Name, score.Value, ActionWords.Split(score.Name)))];

    private sealed record Entry(string Name, double Value, string[] Words)
    {
        public bool IsExactly(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
    }
}

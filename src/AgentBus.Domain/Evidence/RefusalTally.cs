using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Domain.Evidence;

/// <summary>
/// Counts one sender's refusals by code and second until they are taken as evidence. Its size is bounded by the number of codes.
/// Not thread-safe: it belongs to one activation.
/// </summary>
/// <param name="sender">The sender.</param>
public sealed class RefusalTally(AgentKey sender)
{
    private readonly Dictionary<(EvidenceKind Kind, Code Code), long> _counts = [];
    private DateTimeOffset _second;

    /// <summary>Whether there is nothing to take.</summary>
    public bool IsEmpty => _counts.Count == 0;

    /// <summary>Counts a refusal. Where another second has begun, the rows of the last one come back; otherwise none do.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="code">Its code.</param>
    /// <param name="now">When.</param>
    /// <param name="buffer">Where rows are written.</param>
    /// <param name="hasRoom">Rows can be kept; false: seconds run together under the first of them, and the counts stay exact.</param>
    public IReadOnlyList<EvidenceRow> Add(EvidenceKind kind, Code code, DateTimeOffset now, EvidenceBuffer buffer, bool hasRoom = true)
    {
        var second = Truncate(now);
        var rows = IsEmpty || second == _second || !hasRoom ? [] : Take(buffer);
        _second = IsEmpty ? second : _second;
        _counts[(kind, code)] = _counts.GetValueOrDefault((kind, code)) + 1;
        return rows;
    }

    /// <summary>Takes the rows of a second that is over; none while it lasts.</summary>
    public IReadOnlyList<EvidenceRow> TakeFinished(DateTimeOffset now, EvidenceBuffer buffer) => Truncate(now) == _second ? [] : Take(buffer);

    /// <summary>Takes all rows, for an activation that ends.</summary>
    public IReadOnlyList<EvidenceRow> Take(EvidenceBuffer buffer)
    {
        var rows = new List<EvidenceRow>(_counts.Count);
        foreach (var ((kind, code), count) in _counts)
        {
            rows.Add(RefusalEvidence.Row(buffer, kind, sender, code, _second, count));
        }

        _counts.Clear();
        return rows;
    }

    private static DateTimeOffset Truncate(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}

using System.Collections.Immutable;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;

namespace AgentBus.Grains.Deliberation;

/// <summary>The cases of a tenant that are not over, in memory.</summary>
internal sealed class OpenCases
{
    private readonly Dictionary<string, CaseSummary> _cases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _bySender = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byGroup = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _votes = new(StringComparer.Ordinal);
    private List<CaseSummary>? _ordered;

    /// <summary>How many there are.</summary>
    public int Count => _cases.Count;

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<string> Ids => _cases.Keys;

    /// <summary>How many there are by where they stand, and the oldest of those that wait.</summary>
    public OpenCaseCount Counted
    {
        get
        {
            var waiting = _cases.Values.Where(static of => of.State == CaseState.Open).Select(static of => of.OpenedAt).ToList();
            return new OpenCaseCount(waiting.Count, Count - waiting.Count, waiting.Count == 0 ? null : waiting.Min());
        }
    }

    /// <summary>How many a sender has.</summary>
    public int CountOf(string sender) => _bySender.GetValueOrDefault(sender);

    /// <summary>How many are alike.</summary>
    public int Alike(string group) => _byGroup.GetValueOrDefault(group);

    /// <summary>Votes by person since the index is up.</summary>
    public ImmutableDictionary<string, int> Load => _votes.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Whether the case is known.</summary>
    public bool Contains(string caseId) => _cases.ContainsKey(caseId);

    /// <summary>The roles that may vote on a case; none where it is not known.</summary>
    public ImmutableArray<string> RolesOf(string caseId) => _cases.GetValueOrDefault(caseId)?.Roles ?? [];

    /// <summary>Takes a case as it is now; an older state of it changes nothing (false), and one that is over goes.</summary>
    public bool Take(CaseSummary changed)
    {
        var known = _cases.GetValueOrDefault(changed.CaseId);
        if (known is not null && known.Revision > changed.Revision)
        {
            return false;
        }

        foreach (var voter in changed.Voters.Where(voter => known is null || known.Round != changed.Round || !known.Voters.Contains(voter)))
        {
            _votes[voter] = _votes.GetValueOrDefault(voter) + 1;
        }

        Remove(changed.CaseId);
        if (!CaseLifecycle.IsFinal(changed.State))
        {
            _cases.Add(changed.CaseId, changed);
            _bySender[changed.Sender] = CountOf(changed.Sender) + 1;
            _byGroup[changed.Group] = Alike(changed.Group) + 1;
        }

        return true;
    }

    /// <summary>Lets a case go.</summary>
    public void Remove(string caseId)
    {
        _ordered = null;
        if (_cases.Remove(caseId, out var gone))
        {
            Less(_bySender, gone.Sender);
            Less(_byGroup, gone.Group);
        }
    }

    /// <summary>All, those that wait for votes first, in the order of attention.</summary>
    public IReadOnlyList<CaseSummary> Ordered(TimeSpan agingSpan) => _ordered ??=
    [
        .. AttentionOrder.Of(_cases.Values.Where(static of => of.State == CaseState.Open), agingSpan),
        .. _cases.Values.Where(static of => of.State != CaseState.Open).OrderBy(static of => of.OpenedAt),
    ];

    /// <summary>The cases of a sender; all where it is empty.</summary>
    public ImmutableArray<string> IdsOf(string sender) =>
        [.. _cases.Values.Where(of => sender.Length == 0 || of.Sender == sender).Select(static of => of.CaseId)];

    private static void Less(Dictionary<string, int> counts, string name)
    {
        if (--counts[name] == 0)
        {
            counts.Remove(name);
        }
    }
}

using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>
/// The order in which people should look at open cases: by risk and age, and by turns of the senders. A case gains rank as it waits, so an old
/// one passes every new one in the end; the second case of a sender comes after the first of every other, so a flood of one sender delays the
/// first case of another by no more than the number of senders.
/// </summary>
public static class AttentionOrder
{
    /// <summary>Puts cases in order.</summary>
    /// <param name="open">The cases.</param>
    /// <param name="agingSpan">Waiting so long is worth as much as risk 1.</param>
    public static List<CaseSummary> Of(IEnumerable<CaseSummary> open, TimeSpan agingSpan) =>
    [
        .. open
            .GroupBy(static of => of.Sender, StringComparer.Ordinal)
            .SelectMany(cases => cases.Select(of => (Case: of, Rank: Rank(of, agingSpan))).OrderByDescending(static one => one.Rank).ThenBy(static one => one.Case.CaseId, StringComparer.Ordinal).Select(static (one, turn) => (one.Case, one.Rank, Turn: turn)))
            .OrderBy(static one => one.Turn)
            .ThenByDescending(static one => one.Rank)
            .ThenBy(static one => one.Case.CaseId, StringComparer.Ordinal)
            .Select(static one => one.Case),
    ];

    // All cases age alike, so what one has over another never changes: the order needs no clock.
    private static double Rank(CaseSummary of, TimeSpan agingSpan) => of.Risk - ((of.OpenedAt - DateTimeOffset.UnixEpoch) / agingSpan);
}

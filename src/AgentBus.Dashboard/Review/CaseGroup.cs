using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Dashboard;

/// <summary>Cases that are alike, where the first of them stands in the order of attention.</summary>
/// <param name="First">The one to look at first.</param>
/// <param name="Others">The others of this page, in the same order.</param>
/// <param name="Open">So many of the tenant's open cases are alike.</param>
public sealed record CaseGroup(CaseSummary First, ImmutableArray<CaseSummary> Others, int Open)
{
    /// <summary>Groups a page, in the order of the server.</summary>
    public static ImmutableArray<CaseGroup> Of(CasePage page) =>
    [
        .. page.Cases
            .GroupBy(static of => of.Group.Length > 0 ? of.Group : of.CaseId, StringComparer.Ordinal)
            .Select(alike => new CaseGroup(alike.First(), [.. alike.Skip(1)], page.Groups.GetValueOrDefault(alike.Key, alike.Count()))),
    ];
}

using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Silo.Http;

/// <summary>A change of a case (event <c>case</c>).</summary>
/// <param name="Case">The case after it.</param>
/// <param name="Entries">What happened, in order.</param>
internal sealed record CaseChangeData(CaseData Case, ImmutableArray<CaseEntryData> Entries)
{
    /// <summary>Of a change.</summary>
    public static CaseChangeData Of(CaseUpdate of) => new(
        CaseData.Of(of.Case), [.. of.Entries.Select(static entry => new CaseEntryData(entry.At, entry.By, entry.What, entry.Detail))]);
}

/// <summary>List the cases now: what comes after this comes as changes, what was before it need not have (event <c>list</c>).</summary>
internal sealed record CaseListAgainData;

/// <summary>It is over (event <c>end</c>).</summary>
/// <param name="Code">Why.</param>
/// <param name="Reason">The same in words.</param>
internal sealed record CaseWatchEndData(string Code, string Reason);

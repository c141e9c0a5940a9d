using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Dashboard;

/// <summary>A vote of a round that is over, as the history of the case has it.</summary>
/// <param name="Round">The round that it was cast in.</param>
/// <param name="Reviewer">Who cast it.</param>
/// <param name="Choice">What it said.</param>
/// <param name="At">When.</param>
public sealed record FormerVote(int Round, string Reviewer, string Choice, DateTimeOffset At)
{
    /// <summary>The votes of all rounds before this one, the newest round first; of each person in a round the last, which was the one that counted.</summary>
    public static ImmutableArray<FormerVote> Of(int round, ImmutableArray<CaseEntry> history)
    {
        // The history is bounded, and loses its older end: rounds are counted from the one that is on.
        var at = round - history.Count(static entry => entry.What == "reopen");
        var votes = ImmutableArray.CreateBuilder<FormerVote>();
        foreach (var entry in history)
        {
            if (entry.What == "reopen")
            {
                at++;
            }
            else if (entry.What == "vote")
            {
                votes.Add(new FormerVote(at, entry.By, entry.Detail, entry.At));
            }
        }

        return
        [
            .. votes.Where(vote => vote.Round < round)
                .GroupBy(static vote => (vote.Round, vote.Reviewer))
                .Select(static same => same.Last())
                .OrderByDescending(static vote => vote.Round),
        ];
    }
}

using AgentBus.Model;

namespace AgentBus.Services;

/// <summary>Which cases somebody wants to see.</summary>
/// <param name="State">In this state; null: those that are not over, in the order of attention.</param>
/// <param name="Sender">Of this agent; empty: of any.</param>
/// <param name="Group">Like this one (<see cref="CaseSummary.Group"/>); empty: any.</param>
/// <param name="After">Where the last page ended; empty: from the start.</param>
/// <param name="Limit">At most so many, 1 to 200.</param>
/// <param name="IsOver">Those that are over, however they ended, newest first; <paramref name="State"/> says how.</param>
/// <param name="Text">With this in sender, target, action, tool, message id, reasons or voters, without regard to case; empty: any.</param>
internal sealed record CaseFilter(
    CaseState? State = null, string Sender = "", string Group = "", string After = "", int Limit = 50, bool IsOver = false, string Text = "");

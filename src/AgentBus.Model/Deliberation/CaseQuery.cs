using Orleans;

namespace AgentBus.Model;

/// <summary>Which cases somebody wants to see.</summary>
/// <param name="Caller">Who.</param>
/// <param name="State">In this state; null: those that are not over, in the order of attention.</param>
/// <param name="Sender">Of this agent; empty: of any.</param>
/// <param name="Group">Like this one (<see cref="CaseSummary.Group"/>); empty: any.</param>
/// <param name="After">Where the last page ended; empty: from the start.</param>
/// <param name="Limit">At most so many, 1 to 200.</param>
/// <param name="IsOver">Those that are over, however they ended, newest first; <paramref name="State"/> says how.</param>
/// <param name="Text">With this in sender, target, action, tool, message id, reasons or voters, without regard to case; empty: any.</param>
[GenerateSerializer, Immutable, Alias("agentbus.CaseQuery")]
public sealed record CaseQuery(
    [property: Id(0)] CaseCaller Caller,
    [property: Id(1)] CaseState? State = null,
    [property: Id(2)] string Sender = "",
    [property: Id(3)] string Group = "",
    [property: Id(4)] string After = "",
    [property: Id(5)] int Limit = 50,
    [property: Id(6)] bool IsOver = false,
    [property: Id(7)] string Text = "");

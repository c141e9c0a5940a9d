using System.Globalization;
using AgentBus.Model;

namespace AgentBus.Dashboard;

/// <summary>What cases are called on pages.</summary>
internal static class CaseWords
{
    /// <summary>What the message wants, in short.</summary>
    public static string Title(CaseSummary of) =>
        of.Action.Length > 0 ? of.Tool.Length > 0 ? $"{of.Action} with {of.Tool}" : of.Action
        : of.Tool.Length > 0 ? $"use {of.Tool}"
        : $"send a {Words(of.Type.ToString())}";

    /// <summary>A state.</summary>
    public static string Of(CaseState state) => state switch
    {
        CaseState.Open => "Waits for votes",
        CaseState.Delivering => "Approved, on its way",
        CaseState.Granted => "Approved, may be sent again",
        CaseState.Delivered => "Delivered",
        CaseState.Rejected => "Rejected",
        CaseState.Expired => "Expired",
        CaseState.Cancelled => "Cancelled",
        _ => "Not let through",
    };

    /// <summary>A mark beside the words of a state, so that colour says nothing alone.</summary>
    public static string Mark(CaseState state) => state switch
    {
        CaseState.Delivered => "✓",
        CaseState.Delivering or CaseState.Granted => "→",
        CaseState.Open => "…",
        _ => "✕",
    };

    /// <summary>The badge of a state.</summary>
    public static string Badge(CaseState state) => state switch
    {
        CaseState.Delivered or CaseState.Delivering or CaseState.Granted => "badge good",
        CaseState.Open => "badge warn",
        _ => "badge bad",
    };

    /// <summary>A choice.</summary>
    public static string Of(VoteChoice choice) => choice switch { VoteChoice.Approve => "Approve", VoteChoice.Reject => "Reject", _ => "Abstain" };

    /// <summary>A choice on the wire.</summary>
    public static string Wire(VoteChoice choice) => choice.ToString().ToLowerInvariant();

    /// <summary>A score with two places.</summary>
    public static string Score(double score) => score.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>How grave a risk is, in a word.</summary>
    public static string Risk(double risk) => risk >= 0.8 ? "high" : risk >= 0.5 ? "medium" : "low";

    /// <summary>A name of several words in lower case.</summary>
    public static string Words(string name) => string.Concat(name.Select(static (letter, index) => index > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    /// <summary>A number of things.</summary>
    public static string Count(int number, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : many)}");
}

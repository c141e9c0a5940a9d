using AgentBus.Model;
using Microsoft.AspNetCore.Http;

namespace AgentBus.Dashboard;

/// <summary>What went wrong, in words, and what to do.</summary>
/// <param name="Title">What it is.</param>
/// <param name="What">What happened.</param>
/// <param name="Advice">What to do.</param>
/// <param name="OffersSignIn">Signing in is what helps.</param>
public sealed record ProblemText(string Title, string What, string Advice, bool OffersSignIn = false)
{
    /// <summary>For somebody whose session is not there any more, or never was.</summary>
    public static ProblemText Ended { get; } = new(
        "Your session has ended", "You are signed out: the session was open for too long, nobody was there, or your credential does not hold any more.", "Sign in again. What you sent last was not done.", true);

    /// <summary>Of a refusal.</summary>
    /// <param name="refusal">Why.</param>
    /// <param name="status">The status of the answer.</param>
    public static ProblemText Of(Refusal refusal, int status) => status switch
    {
        StatusCodes.Status400BadRequest => new("That did not work", refusal.Reason, "Go back, mend it, and send it again."),
        StatusCodes.Status401Unauthorized => Ended,
        StatusCodes.Status403Forbidden when ReferenceEquals(refusal, FormGuard.Foreign) => new(
            "This page is out of date", refusal.Reason, "What you typed on the page of a case is kept in its tab."),
        StatusCodes.Status403Forbidden => new("Not allowed", refusal.Reason, "Ask an admin of your tenant for a role that may, or sign in as somebody else."),
        StatusCodes.Status404NotFound => new(
            "Nothing here", "There is no such page or case, or you may not know of it.", "Check the address. Cases that are over are among the decided ones; cases of others are shown only to those who may decide on them."),
        StatusCodes.Status409Conflict => new("It changed meanwhile", refusal.Reason, "Load the page anew and look at it again."),
        StatusCodes.Status429TooManyRequests => new("Too much at once", refusal.Reason, $"Wait {Span(refusal.RetryAfter)}, and load the page anew."),
        >= StatusCodes.Status500InternalServerError => new("The bus cannot answer now", refusal.Reason, "Try again in a moment. What you sent last may not have been done: look before you send it again."),
        _ => new("That did not work", refusal.Reason, "Go back, and try again."),
    };

    private static string Span(TimeSpan wait) => wait switch
    {
        { Ticks: <= 0 } => "a little",
        { TotalSeconds: <= 90 } => CaseWords.Count((int)Math.Ceiling(wait.TotalSeconds), "second", "seconds"),
        _ => CaseWords.Count((int)Math.Ceiling(wait.TotalMinutes), "minute", "minutes"),
    };
}

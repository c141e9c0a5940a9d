using AgentBus.Model;
using Orleans;

namespace AgentBus.Contracts;

/// <summary>
/// One case: a held message, what people say of it, and what comes of that (DEL-01, DEL-02). Key: <see cref="CaseKey"/>. What a caller may not
/// know of is not there. Each method lets time catch up first.
/// </summary>
[Alias("agentbus.IDeliberationCase")]
public interface IDeliberationCase : IGrainWithStringKey
{
    /// <summary>Parks a message; the answer comes when that is durable. The same message again gets the same answer, another under its key <see cref="Code.IdempotencyConflict"/>.</summary>
    [BusOnly, Alias("Open")]
    Task<Result<CaseOpened>> OpenAsync(ParkRequest request);

    /// <summary>The case, for its sender and for those who may decide on it.</summary>
    [Public, Alias("Show")]
    Task<Result<CaseView>> ShowAsync(CaseCaller caller);

    /// <summary>Takes a vote, and does what it decides.</summary>
    [Public, Alias("Vote")]
    Task<Result<CaseView>> VoteAsync(CaseCaller caller, VoteBallot ballot);

    /// <summary>Adds a remark.</summary>
    [Public, Alias("Comment")]
    Task<Result<CaseView>> CommentAsync(CaseCaller caller, string text);

    /// <summary>Asks the next level at once.</summary>
    [Public, Alias("Escalate")]
    Task<Result<CaseView>> EscalateAsync(CaseCaller caller, string reason);

    /// <summary>Ends the case undecided: its sender withdraws the message, or somebody who may decide on it stops it.</summary>
    [Public, Alias("Cancel")]
    Task<Result<CaseView>> CancelAsync(CaseCaller caller, string reason);
}

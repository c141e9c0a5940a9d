using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>Why the message of a case was not delivered: a code, and words for its sender (DEL-03).</summary>
internal static class CaseCodes
{
    public static (Code Code, string Reason) Of(Decision decision) => decision switch
    {
        Decision.Veto => (Code.DeliberationRejected, "A reviewer with a veto stopped it."),
        Decision.NoConsensus => (Code.NoConsensus, "The reviewers did not agree."),
        _ => (Code.DeliberationRejected, "The reviewers said no."),
    };

    public static (Code Code, string Reason) Expired(CaseState from) => from == CaseState.Granted
        ? (Code.DeliberationTimeout, "The approval was not used in time.")
        : (Code.DeliberationTimeout, "Nobody decided in time.");
}

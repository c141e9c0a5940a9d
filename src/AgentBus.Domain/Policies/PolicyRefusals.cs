using AgentBus.Model;

namespace AgentBus.Domain.Policies;

/// <summary>What a sender is told of a decision: which rules, and their own words.</summary>
public static class PolicyRefusals
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>The refusal, or why it is held.</summary>
    public static Refusal Of(Code code, PolicyDecision decision)
    {
        var said = decision.Reasons.IsEmpty ? "" : " " + string.Join(' ', decision.Reasons);
        return code switch
        {
            Code.PolicyDenied => new Refusal(code, $"A policy denies it: {Rules(decision)}.{said}"),
            Code.PolicyUnavailable => new Refusal(code, $"A policy could not be evaluated, and nothing is allowed without it: {Rules(decision)}.", Soon),
            _ => new Refusal(code, $"A policy asks for a decision of people: {Rules(decision)}.{said}"),
        };
    }

    private static string Rules(PolicyDecision decision) => string.Join(", ", decision.Rules);
}

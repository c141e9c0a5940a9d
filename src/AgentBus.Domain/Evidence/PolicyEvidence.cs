using System.Text.Json;
using AgentBus.Model;

namespace AgentBus.Domain.Evidence;

/// <summary>The decision log (AUD-12): what policies decided, within the evidence of the message.</summary>
internal static class PolicyEvidence
{
    /// <summary>Writes the member <c>policy</c>, its own members in ordinal order. What is empty is left out.</summary>
    public static void Write(Utf8JsonWriter json, PolicyDecision policy)
    {
        json.WriteStartObject("policy"u8);
        if (policy.IsCanary)
        {
            json.WriteBoolean("canary"u8, true);
        }

        json.WriteString("decision"u8, Name(policy.Outcome));
        if (!policy.DecisionIds.IsEmpty)
        {
            json.WriteStrings("decision_ids"u8, policy.DecisionIds);
        }

        json.WriteUnlessEmpty("deliberation"u8, policy.Deliberation);
        json.WriteUnlessEmpty("fallback"u8, policy.Fallback);
        if (!policy.Reasons.IsEmpty)
        {
            json.WriteStrings("reasons"u8, policy.Reasons);
        }

        json.WriteStrings("revisions"u8, policy.Revisions);
        json.WriteStrings("rules"u8, policy.Rules);
        json.WriteEndObject();
    }

    /// <summary>The outcome's name.</summary>
    public static string Name(PolicyOutcome outcome) => outcome switch
    {
        PolicyOutcome.Allow => "allow",
        PolicyOutcome.Deliberate => "deliberate",
        PolicyOutcome.Unavailable => "unavailable",
        _ => "deny",
    };
}

using AgentBus.Model;

namespace AgentBus.Domain.Evidence;

/// <summary>Outcomes as texts show them.</summary>
internal static class OutcomeNames
{
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Delivered => "delivered",
        Outcome.Held => "held",
        _ => "refused",
    };
}

using AgentBus.Model;

namespace AgentBus.Dashboard;

/// <summary>Stages of admission in words.</summary>
public static class StageNames
{
    /// <summary>What a stage looks at.</summary>
    public static string Of(string stage) => stage switch
    {
        "approval" => "Asked for by the sender",
        "authorization" => "Roles and rooms",
        "constitution" => "Constitution",
        "duplicate" => "Duplicates",
        "impact" => "Impact and EHI",
        "inspection" => "Content inspection",
        "policy" => "Policies",
        "provenance" => "Who sent it",
        "quota" => "Quotas",
        "shape" => "Form of the message",
        "tenancy" => "Tenant",
        "" => "Other",
        _ => stage,
    };

    /// <summary>What became of messages.</summary>
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Held => "held",
        Outcome.Refused => "blocked",
        _ => "passed",
    };
}

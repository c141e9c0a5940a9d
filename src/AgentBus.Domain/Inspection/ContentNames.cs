namespace AgentBus.Domain.Inspection;

/// <summary>The names of CASIL on the wire, in events, evidence and metrics (CAS-02, T-33).</summary>
public static class ContentNames
{
    /// <summary>The name of a decision.</summary>
    public static string Of(InspectionDecision decision) => decision switch
    {
        InspectionDecision.AllowWithRedaction => "allow_with_redaction",
        InspectionDecision.Block => "block",
        _ => "allow",
    };

    /// <summary>The name of a risk.</summary>
    public static string Of(ContentRisk risk) => risk switch
    {
        ContentRisk.Low => "low",
        ContentRisk.Medium => "medium",
        ContentRisk.High => "high",
        _ => "unknown",
    };

    /// <summary>The name of a kind.</summary>
    public static string Of(ContentKind kind) => kind switch
    {
        ContentKind.Control => "control",
        ContentKind.Telemetry => "telemetry",
        ContentKind.Data => "data",
        ContentKind.System => "system",
        _ => "unknown",
    };
}

namespace AgentBus.Rego.Compliance;

/// <summary>What became of a case; without a failure it passed.</summary>
public sealed record CaseOutcome(ComplianceCase Case, string? Failure)
{
    public bool Passed => Failure is null;
}

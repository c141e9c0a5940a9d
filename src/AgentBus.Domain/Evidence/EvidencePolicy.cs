using AgentBus.Domain.Admission;
using AgentBus.Domain.Ports;

namespace AgentBus.Domain.Evidence;

/// <summary>How refusals become evidence: those before authorization are counted, later ones stand each for itself.</summary>
public static class EvidencePolicy
{
    /// <summary>
    /// Whether refusals of this stage become one leaf per sender, code and second. Such a refusal costs the sender nothing, so a leaf
    /// each would let a flood fill the ledger.
    /// </summary>
    public static bool IsAggregated(string stage) =>
        stage is ProvenanceStage.Name or ShapeStage.Name or ConstitutionStage.Name or TenancyStage.Name or DuplicateStage.Name or QuotaStage.Name;

    /// <summary>The kind of evidence that a refusal is.</summary>
    public static EvidenceKind KindOf(in AdmissionResult refused) =>
        refused.IsViolation ? EvidenceKind.CrossTenantAttempt : EvidenceKind.Refused;
}

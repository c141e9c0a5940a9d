namespace AgentBus.Domain.Admission;

/// <summary>Every message carries the hash of the constitution (CON-02); absent, it is not filled in (T-16).</summary>
public sealed class ConstitutionStage : IAdmissionStage
{
    /// <summary>The stage's name.</summary>
    public const string Name = "constitution";

    string IAdmissionStage.Name => Name;

    /// <inheritdoc/>
    public StageResult Judge(ref AdmissionRun run)
    {
        if (Constitution.Check(run.Envelope.ConstitutionalHash, run.Context.Tenant.Settings.PreviousHash) is { } refusal)
        {
            return StageResult.Refuse(refusal);
        }

        run.Validated = true;
        return StageResult.Pass;
    }
}

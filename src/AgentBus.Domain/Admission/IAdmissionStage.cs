namespace AgentBus.Domain.Admission;

/// <summary>
/// One step of admission. A stage is pure: the same run gives the same result, whatever was judged before. Stages are shared by all
/// grains of a silo, so they hold nothing that changes (token buckets come with the context). Thread-safe.
/// </summary>
public interface IAdmissionStage
{
    /// <summary>The stage's name in verdicts, receipts and metrics: lower snake case, never changed.</summary>
    string Name { get; }

    /// <summary>Judges the message. It never throws for what a client can send.</summary>
    StageResult Judge(ref AdmissionRun run);
}

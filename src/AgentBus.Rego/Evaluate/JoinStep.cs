namespace AgentBus.Rego.Evaluate;

/// <summary>Where the last step of a contained body meets the steps after the container.</summary>
internal sealed class JoinStep : Step
{
    public override bool Run(Evaluation run, int frame) => Next.Run(run, frame);
}

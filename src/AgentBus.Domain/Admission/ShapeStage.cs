using AgentBus.Domain.Messages;
using AgentBus.Domain.Routing;

namespace AgentBus.Domain.Admission;

/// <summary>The message is well-formed, of a version that the bus speaks, not expired, and names a target (ENV-03, ENV-04, MSG-07, MSG-08).</summary>
public sealed class ShapeStage(MessageLimits limits) : IAdmissionStage
{
    /// <summary>The stage's name.</summary>
    public const string Name = "shape";

    private readonly ShapeRules _rules = new(limits);

    string IAdmissionStage.Name => Name;

    /// <inheritdoc/>
    public StageResult Judge(ref AdmissionRun run)
    {
        ref readonly var context = ref run.Context;
        var envelope = run.Envelope;
        if (context.Resumed is { } resumed)
        {
            run.Target = resumed.Target;
            return Expiry.Check(envelope.ExpiresAt, context.Now) is { } expired ? StageResult.Refuse(expired) : StageResult.Pass;
        }

        if ((_rules.Check(envelope) ?? Expiry.Check(envelope.ExpiresAt, context.Now)) is { } refusal)
        {
            return StageResult.Refuse(refusal);
        }

        refusal = TargetResolution.Resolve(envelope, context.Home, context.Principal.Agent.Tenant, out var target);
        if (refusal is not null)
        {
            return StageResult.Refuse(refusal);
        }

        run.Target = RoutingRules.Apply(context.Tenant.Settings.RoutingRules, envelope, target);
        return StageResult.Pass;
    }
}

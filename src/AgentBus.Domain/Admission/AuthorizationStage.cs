using AgentBus.Domain.Access;
using AgentBus.Domain.Routing;

namespace AgentBus.Domain.Admission;

/// <summary>
/// A role of the sender covers the message's subject (POL-01, POL-02), the room's list admits the sender, and the content is not
/// classified higher than the room takes (POL-14). What no rule allows is denied (POL-03).
/// </summary>
public sealed class AuthorizationStage : IAdmissionStage
{
    /// <summary>The stage's name.</summary>
    public const string Name = "authorization";

    string IAdmissionStage.Name => Name;

    /// <inheritdoc/>
    public StageResult Judge(ref AdmissionRun run)
    {
        ref readonly var context = ref run.Context;
        var verb = SubjectVerbs.Of(run.Envelope.Type);
        var access = context.Tenant.AccessOf(context.Principal);
        var grant = run.Target.Channel is { } channel ? access.Publish(channel, verb)
            : run.Target.Agent is { } agent ? AccessRules.DecideDirect(context.Principal, context.Tenant, agent, verb)
            : throw new InvalidOperationException("The shape stage resolves every target.");
        run.Subject = grant.Subject;
        if (run.Envelope.Subject.Length > 0 && run.Envelope.Subject != grant.Subject)
        {
            return StageResult.Refuse(AccessRefusals.ForgedSubject);
        }

        if (grant.Refusal is { } refusal)
        {
            return StageResult.Refuse(refusal);
        }

        return run.Classification > grant.MaxClassification ? StageResult.Refuse(AccessRefusals.Classification) : StageResult.Pass;
    }
}

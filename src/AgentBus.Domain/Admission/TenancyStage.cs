using AgentBus.Domain.Routing;
using AgentBus.Model;

namespace AgentBus.Domain.Admission;

/// <summary>
/// A message stays in its sender's tenant (TEN-01, TEN-05). What belongs to another tenant and what does not exist get the same
/// answer (TEN-04); only the former is counted as a violation (TEN-09). An empty tenant is the sender's own (TEN-07).
/// Here groups become their members (AGT-05), who are of the same tenant by that.
/// </summary>
public sealed class TenancyStage(MessageLimits limits) : IAdmissionStage
{
    /// <summary>The stage's name.</summary>
    public const string Name = "tenancy";

    string IAdmissionStage.Name => Name;

    /// <inheritdoc/>
    public StageResult Judge(ref AdmissionRun run)
    {
        var own = run.Context.Principal.Agent.Tenant;
        var tenant = run.Context.Tenant;
        if ((run.Envelope.TenantId.Length > 0 && run.Envelope.TenantId != own) || tenant.Tenant.Tenant != own)
        {
            return StageResult.RefuseViolation(Refusal.NotFound);
        }

        if ((run.Target.Channel ?? run.Target.Direct?.PrivateChannel) is { } channel && tenant.FindRoom(channel.Room) is null)
        {
            return StageResult.Refuse(Refusal.NotFound);
        }

        return run.Target.Direct is { } direct ? Expand(ref run, direct) : StageResult.Pass;
    }

    private StageResult Expand(ref AdmissionRun run, DirectTarget direct)
    {
        if (ReceiverExpansion.Expand(direct, run.Context.Tenant, run.Context.Principal.Agent, limits.MaxRecipients, out var expanded) is { } refusal)
        {
            return StageResult.Refuse(refusal);
        }

        run.Target = MessageTarget.Of(expanded);
        return StageResult.Pass;
    }
}

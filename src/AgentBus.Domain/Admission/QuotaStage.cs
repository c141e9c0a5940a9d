using AgentBus.Domain.Access;
using AgentBus.Model;

namespace AgentBus.Domain.Admission;

/// <summary>
/// The switches and the token buckets: a disabled agent sends nothing (AGT-08), a stopped tenant neither, one in lockdown only what is listed (POL-15), and
/// everyone else no faster than agent and tenant may.
/// </summary>
public sealed class QuotaStage : IAdmissionStage
{
    /// <summary>The stage's name.</summary>
    public const string Name = "quota";

    private const string TooFast = "Too many messages; wait as long as retry_after says.";

    string IAdmissionStage.Name => Name;

    /// <inheritdoc/>
    public StageResult Judge(ref AdmissionRun run)
    {
        ref readonly var context = ref run.Context;
        if (context.Tenant.WhyOut(context.Principal.Agent.Agent) is { } stopped)
        {
            return StageResult.Refuse(stopped);
        }

        if (!context.Tenant.Flows(run.Envelope.Type))
        {
            return StageResult.Refuse(AccessRefusals.LockedDown);
        }

        if (run.IsResumed || context.IsRepeated)
        {
            return StageResult.Pass;
        }

        var passed = context.AgentBucket.TryTake(context.Now, out var agentTokens, out var retryAfter);
        run.AgentTokens = agentTokens;
        if (!passed)
        {
            return StageResult.Refuse(new Refusal(Code.RateLimited, TooFast, retryAfter));
        }

        passed = context.TenantBucket.TryTake(context.Now, out var tenantTokens, out retryAfter);
        run.TenantTokens = tenantTokens;
        if (passed)
        {
            return StageResult.Pass;
        }

        context.AgentBucket.Return();
        return StageResult.Refuse(new Refusal(Code.RateLimited, TooFast, retryAfter));
    }
}

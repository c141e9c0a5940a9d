using AgentBus.Domain.Deliberation;
using AgentBus.Grains.Tenants;
using AgentBus.Model;

namespace AgentBus.Grains.Deliberation;

/// <summary>The approval that a case gave, where its sender sends the action again with it (DEL-09): reserved, and then used or given back.</summary>
internal sealed class CaseApproval(CaseFile file, CaseProgress progress, TenantSnapshots tenants, Action leave, TimeProvider time)
{
    /// <summary>Reserves it for a send; null: that is durable.</summary>
    public async Task<Refusal?> ReserveAsync(ApprovalClaim claim)
    {
        if (file.Case is null)
        {
            // Whoever makes ids up leaves no activation behind.
            leave();
            return CaseRefusals.NoApproval;
        }

        await progress.AdvanceAsync();
        var tenant = await tenants.GetAsync(file.Case.Tenant);
        if (!tenant.IsOk)
        {
            return tenant.Refusal;
        }

        var (of, now) = (file.Case, time.GetUtcNow());
        return ApprovalRules.Check(of, claim, tenant.Value.Settings.Review, now) is { } refusal ? refusal
            : ApprovalRules.IsRest(of, claim, now) ? null
            : await progress.SaveAsync(ApprovalRules.Reserve(of, claim, now));
    }

    /// <summary>A send that it was reserved for ended. What cannot be stored now the journal tells later.</summary>
    public async Task SettleAsync(ApprovalClaim claim, bool isDelivered)
    {
        var now = time.GetUtcNow();
        if (file.Case is { } of
            && (isDelivered ? ApprovalRules.Use(of, claim.Key, now) : ApprovalRules.Release(of, claim.Key, now)) is { } step)
        {
            await progress.SaveAndFinishAsync(step);
        }
    }
}

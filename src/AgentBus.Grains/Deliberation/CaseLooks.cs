using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Tenants;
using AgentBus.Model;

namespace AgentBus.Grains.Deliberation;

/// <summary>Looks at the message of a case as it came. A look is stored with its evidence before anything is shown; so is a look that is refused.</summary>
internal sealed class CaseLooks(CaseFile file, CaseProgress progress, RawContentVault vault, TenantSnapshots tenants, IJournal journal, EvidenceBuffer buffer, TimeProvider time)
{
    /// <summary>Shows it to a caller who may know of the case.</summary>
    public async Task<Result<RawContent>> LookAsync(Principal by, string reason)
    {
        var of = file.Case!;
        var tenant = await tenants.GetAsync(of.Tenant);
        if (!tenant.IsOk)
        {
            return tenant.Refusal;
        }

        var (settings, now) = (tenant.Value.Settings.Review, time.GetUtcNow());
        if (RawContentRules.CheckLook(of, by, reason, settings, now) is { } refusal)
        {
            return await RefusedAsync(of, by, refusal, now);
        }

        var opened = await vault.OpenAsync(of);
        if (!opened.IsOk)
        {
            return await RefusedAsync(of, by, opened.Refusal, now);
        }

        var look = RawContentRules.Look(of, by, reason, opened.Value.Commitment, settings, now);
        return !look.IsOk ? look.Refusal : await progress.SaveAndFinishAsync(look.Value) is { } unstored ? unstored : opened;
    }

    /// <summary>Deletes what the case keeps, where its tenant does not keep it any more. What cannot be done now is done when the case is woken again.</summary>
    public async Task ForgetAsync()
    {
        if (file.Case is { Raw: RawContentState.Kept } of
            && await tenants.GetAsync(of.Tenant) is { IsOk: true, Value.Settings.Review: var settings }
            && RawContentRules.IsToForget(of, settings))
        {
            await progress.SaveAsync(RawContentRules.Forget(of, time.GetUtcNow()));
        }
    }

    private async Task<Refusal> RefusedAsync(DeliberationCase of, Principal by, Refusal why, DateTimeOffset now)
    {
        await journal.AppendEvidenceAsync([CaseEvidence.Refused(buffer, of, by, why, now, EvidenceKind.RawContentRefused)]);
        return why;
    }
}

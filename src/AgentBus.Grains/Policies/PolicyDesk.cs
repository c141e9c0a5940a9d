using AgentBus.Domain.Policies;
using AgentBus.Model;

namespace AgentBus.Grains.Policies;

/// <summary>What operators do with a tenant's bundles: the rule, then the change of its settings, then the shelf.</summary>
/// <param name="shelf">The bundles.</param>
/// <param name="current">The settings in force; null: there is no such tenant.</param>
/// <param name="change">Puts changed settings in force and tells the silos.</param>
internal sealed class PolicyDesk(
    BundleShelf shelf, Func<TenantSettings?> current, Func<Func<TenantSettings, TenantSettings>, string, Task<Result<ChangeApplied>>> change)
{
    private static readonly Refusal NoBundle = new(Code.NotFound, "The tenant keeps no such bundle, or several begin so; push it, or name it in full.");

    public async Task<Result<PolicyBundleRecord>> PushAsync(ReadOnlyMemory<byte> archive, string operatorId) =>
        current() is { } settings ? await shelf.PushAsync(archive, Policies(settings), operatorId) : Refusal.NotFound;

    public Task<Result<ChangeApplied>> CanaryAsync(string revision, int percent, string operatorId) =>
        ServeAsync(revision, operatorId, (policies, bundle) => BundleRules.Try(policies, bundle, percent));

    public Task<Result<ChangeApplied>> ActivateAsync(string revision, string operatorId) =>
        ServeAsync(revision, operatorId, static (policies, bundle) => BundleRules.Activate(policies, bundle));

    public async Task<Result<ChangeApplied>> RollbackAsync(string operatorId)
    {
        if (current() is not { } settings)
        {
            return Refusal.NotFound;
        }

        var before = Policies(settings);
        var after = BundleRules.Rollback(before, before.Previous.Length > 0 ? shelf.Find(before.Previous)?.Text : null);
        if (!after.IsOk)
        {
            return after.Refusal;
        }

        var applied = await change(latest => latest with { Policies = after.Value, Revision = settings.Revision }, operatorId);
        if (applied.IsOk)
        {
            await shelf.TakenBackAsync(before, after.Value);
        }

        return applied;
    }

    public Result<PolicyStatus> Status()
    {
        if (current() is not { } settings)
        {
            return Refusal.NotFound;
        }

        var policies = Policies(settings);
        return new PolicyStatus(
            settings.Revision,
            policies.Active?.Revision ?? "",
            policies.Canary?.Revision ?? "",
            policies.CanaryPercent,
            policies.Previous,
            [.. policies.Rules.Select(static rule => rule.Name)],
            policies.OpaPath,
            [.. shelf.Bundles.Select(bundle => bundle.Record with { State = BundleRules.StateOf(bundle.Record, policies) })]);
    }

    public Result<PolicyBundleText> Get(string revision) => current() is null ? Refusal.NotFound : shelf.Find(revision) is { } bundle ? bundle.Text : NoBundle;

    private static PolicySettings Policies(TenantSettings settings) => settings.Policies ?? PolicySettings.None;

    private async Task<Result<ChangeApplied>> ServeAsync(string revision, string operatorId, Func<PolicySettings, PolicyBundleText, Result<PolicySettings>> step)
    {
        if (current() is not { } settings)
        {
            return Refusal.NotFound;
        }

        if (shelf.Find(revision) is not { } bundle)
        {
            return NoBundle;
        }

        if (BundleRules.MayServe(bundle.Record) is { } refusal)
        {
            return refusal;
        }

        // With the revision that was looked at: where another change comes between, this one is refused.
        var after = step(Policies(settings), bundle.Text);
        return after.IsOk ? await change(latest => latest with { Policies = after.Value, Revision = settings.Revision }, operatorId) : after.Refusal;
    }
}

using AgentBus.Model;

namespace AgentBus.Domain.Policies;

/// <summary>The life of a tenant's bundles: which step may follow, and what the settings are after it. Pure.</summary>
public static class BundleRules
{
    /// <summary>The shortest part of a revision that names it.</summary>
    public const int ShortestName = 8;

    private static readonly Refusal Untested = new(Code.PolicyDenied, "The bundle's tests did not pass, or it has none: nothing is put in force or tried untested.");
    private static readonly Refusal NothingBefore = new(Code.NotFound, "There is no trial to end and no bundle before the one in force.");
    private static readonly Refusal BadPercent = new(Code.MessageInvalid, "The part of the messages is 0 to 100 percent.");
    private static readonly Refusal ByPolicies = new(Code.MessageInvalid, "Bundles are changed by push, canary, activate and rollback, which see that they are tested.");

    /// <summary>Whether the text names the revision.</summary>
    public static bool Names(string text, string revision) => text.Length >= ShortestName && revision.StartsWith(text, StringComparison.Ordinal);

    /// <summary>Where a bundle stands, as the settings and its tests say.</summary>
    public static PolicyBundleState StateOf(PolicyBundleRecord bundle, PolicySettings settings) =>
        bundle.Revision == settings.Active?.Revision ? PolicyBundleState.Active
        : bundle.Revision == settings.Canary?.Revision ? PolicyBundleState.Canary
        : bundle.State == PolicyBundleState.RolledBack ? PolicyBundleState.RolledBack
        : IsTested(bundle) ? PolicyBundleState.Tested
        : PolicyBundleState.Draft;

    /// <summary>Why a bundle may neither be tried nor put in force; null: it may.</summary>
    public static Refusal? MayServe(PolicyBundleRecord bundle) => IsTested(bundle) ? null : Untested;

    /// <summary>The settings with the bundle in force. A trial ends by it.</summary>
    public static PolicySettings Activate(PolicySettings settings, PolicyBundleText bundle) =>
        settings.Active?.Revision == bundle.Revision
            ? settings with { Canary = null, CanaryPercent = 0 }
            : settings with { Active = bundle, Previous = settings.Active?.Revision ?? "", Canary = null, CanaryPercent = 0 };

    /// <summary>The settings with the bundle on trial.</summary>
    public static Result<PolicySettings> Try(PolicySettings settings, PolicyBundleText bundle, int percent) =>
        percent is < 0 or > 100 ? BadPercent
        : percent == 0 ? settings with { Canary = null, CanaryPercent = 0 }
        : settings with { Canary = bundle, CanaryPercent = percent };

    /// <summary>The settings after a rollback.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="previous">The bundle before; null: it is not kept.</param>
    public static Result<PolicySettings> Rollback(PolicySettings settings, PolicyBundleText? previous) =>
        settings.Canary is not null ? settings with { Canary = null, CanaryPercent = 0 }
        : previous is null ? NothingBefore
        : settings with { Active = previous, Previous = "" };

    /// <summary>Whether settings that replace others leave the bundles as they are; null: they do.</summary>
    public static Refusal? MayReplace(PolicySettings? current, PolicySettings? proposed)
    {
        var (before, after) = (current ?? PolicySettings.None, proposed ?? PolicySettings.None);
        return before.Active?.Revision == after.Active?.Revision && before.Canary?.Revision == after.Canary?.Revision
            && before.CanaryPercent == after.CanaryPercent && before.Previous == after.Previous
            ? null
            : ByPolicies;
    }

    private static bool IsTested(PolicyBundleRecord bundle) => bundle.TestsPassed > 0 && bundle.TestsFailed.IsEmpty;
}

using AgentBus.Domain.Deliberation;
using AgentBus.Model;

namespace AgentBus.Domain.Tenants;

/// <summary>What is wrong with the rules by which a tenant's people decide.</summary>
internal static class DeliberationProblems
{
    private const int MaxNumber = 1_000;
    private const int MaxOpen = 100_000;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public static IEnumerable<string> Find(DeliberationSettings settings)
    {
        if (settings.Rules.Any(static rule => rule.Stages.IsDefault || rule.Roles.IsDefault || rule.VetoRoles.IsDefault || rule.Weights.IsDefault
            || rule.Escalations.IsDefault || rule.Escalations.Any(static level => level.Roles.IsDefault)))
        {
            return ["A list of a review rule is not set at all; an empty one is allowed."];
        }

        return Whole(settings).Concat(settings.Rules.SelectMany(Of)).Concat(settings.Keys.SelectMany(Of));
    }

    private static IEnumerable<string> Whole(DeliberationSettings settings)
    {
        if (settings.Rules.Select(static rule => rule.Name).Distinct(StringComparer.Ordinal).Count() != settings.Rules.Length)
        {
            yield return "Two review rules have one name.";
        }

        if (settings.Keys.Select(static key => key.KeyId).Distinct(StringComparer.Ordinal).Count() != settings.Keys.Length)
        {
            yield return "Two keys of reviewers have one name.";
        }

        if (settings.MaxOpenPerSender is < 1 or > MaxOpen || settings.AgingSpan <= TimeSpan.Zero)
        {
            yield return $"Deliberation has a MaxOpenPerSender that is not 1 to {MaxOpen}, or an AgingSpan that is not above 0.";
        }

        if (settings.KeySignInAge is { } age && (age <= TimeSpan.Zero || age > Longest))
        {
            yield return "Deliberation has a KeySignInAge that is not above 0 and up to 30 days.";
        }

        if (settings.RawContent is { } raw && (raw.Roles.IsEmpty || raw.Roles.Any(static role => !IdGrammar.IsValid(role))))
        {
            yield return "Deliberation keeps raw content for roles that are none, or no ids.";
        }

        if (settings.KeepClosed is { } kept && (kept < CaseRetention.Shortest || kept > CaseRetention.Longest))
        {
            yield return "Deliberation has a KeepClosed that is not 1 to 3650 days.";
        }

        if (settings.Room.Length > 0 && !IdGrammar.IsValid(settings.Room))
        {
            yield return $"Deliberation tells reviewers in the room \"{settings.Room}\", which is no id.";
        }
    }

    private static IEnumerable<string> Of(ReviewRule rule)
    {
        var where = $"The review rule \"{rule.Name}\"";
        if (!IdGrammar.IsValid(rule.Name))
        {
            yield return $"{where} is not named by an id.";
        }

        if (rule.MinRisk is not (>= 0 and <= 1) || rule.Share is not (> 0.5 and <= 1))
        {
            yield return $"{where} has a MinRisk that is not 0 to 1, or a Share that is not above 0.5 and up to 1.";
        }

        if (rule.Quorum is < 1 or > MaxNumber || rule.MinRoles is < 0 or > MaxNumber || rule.Weights.Any(static weight => weight.Weight is < 1 or > MaxNumber))
        {
            yield return $"{where} has a Quorum or a weight that is not 1 to {MaxNumber}, or a MinRoles that is not 0 to {MaxNumber}.";
        }

        if (rule.Deadline <= TimeSpan.Zero || rule.Deadline > Longest || rule.GrantLifetime <= TimeSpan.Zero || rule.GrantLifetime > Longest)
        {
            yield return $"{where} has a Deadline or a GrantLifetime that is not above 0 and up to 30 days.";
        }

        if (rule.Escalations.Any(static level => level.After <= TimeSpan.Zero)
            || !rule.Escalations.Select(static level => level.After).SequenceEqual(rule.Escalations.Select(static level => level.After).Order()))
        {
            yield return $"{where} has levels of escalation that are not in the order of their times, or not after 0.";
        }
    }

    private static IEnumerable<string> Of(ReviewerKey key)
    {
        if (ReviewerKeys.NameOf(key.PublicKey) != key.KeyId)
        {
            yield return $"The key of a reviewer \"{key.KeyId}\" is no ECDSA P-256 key of that name.";
        }

        if (!IdGrammar.IsValid(key.Subject))
        {
            yield return $"The key of a reviewer \"{key.KeyId}\" is of \"{key.Subject}\", which is no id.";
        }
    }
}

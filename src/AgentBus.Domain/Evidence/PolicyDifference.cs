using System.Text.Json;
using AgentBus.Model;

namespace AgentBus.Domain.Evidence;

/// <summary>Compares policies by what they hold: bundles by their revisions, which name their content.</summary>
internal static class PolicyDifference
{
    public static bool AreEqual(PolicySettings before, PolicySettings after) =>
        ReferenceEquals(before, after) || Text(before).AsSpan().SequenceEqual(Text(after));

    private static byte[] Text(PolicySettings policies) => JsonSerializer.SerializeToUtf8Bytes(policies with
    {
        Active = WithoutFiles(policies.Active),
        Canary = WithoutFiles(policies.Canary),
    });

    private static PolicyBundleText? WithoutFiles(PolicyBundleText? bundle) => bundle is null ? null : bundle with { Archive = default };
}

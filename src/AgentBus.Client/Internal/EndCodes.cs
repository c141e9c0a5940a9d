namespace AgentBus.Client.Internal;

/// <summary>Which ends are for good. All others pass, so the client comes back.</summary>
internal static class EndCodes
{
    private static readonly HashSet<string> Permanent = new(StringComparer.Ordinal)
    {
        AgentBusCodes.SessionReplaced,
        AgentBusCodes.Closed,
        "permission_denied",
        "not_found",
        "constitutional_hash_missing",
        "constitutional_hash_mismatch",
        "version_unsupported",
        "agent_disabled",
    };

    /// <summary>Tells whether connecting again makes no sense.</summary>
    /// <param name="code">The code of the end.</param>
    /// <param name="tokenCanChange">A provider may come up with another credential, so a refused one is not final.</param>
    public static bool IsPermanent(string code, bool tokenCanChange) =>
        Permanent.Contains(code) || (code is AgentBusCodes.Unauthenticated && !tokenCanChange);
}

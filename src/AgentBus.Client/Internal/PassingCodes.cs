namespace AgentBus.Client.Internal;

/// <summary>Refusals that say nothing of the message: the same again, under the same key, is right.</summary>
internal static class PassingCodes
{
    /// <summary>Of an acknowledgement, which the bus can take at any time.</summary>
    public static bool Passes(string code) =>
        IsUncertain(code) || code is AgentBusCodes.Draining or AgentBusCodes.StorageUnavailable or "overloaded" or "rate_limited";

    /// <summary>The bus does not know itself what became of it.</summary>
    public static bool IsUncertain(string code) => code is AgentBusCodes.Timeout or "internal";
}

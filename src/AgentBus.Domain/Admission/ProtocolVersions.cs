namespace AgentBus.Domain.Admission;

/// <summary>The versions of the envelope that the bus speaks: every minor version of a major one (ENV-04, ENV-05).</summary>
public static class ProtocolVersions
{
    /// <summary>The newest.</summary>
    public const string Current = "1.0";

    /// <summary>Tells whether the bus speaks this version: <c>1</c>, <c>1.x</c> or <c>1.x.y</c>.</summary>
    public static bool IsSupported(string version)
    {
        if (version is Current)
        {
            return true;
        }

        var parts = version.Split('.');
        return parts.Length <= 3
            && parts[0] == "1"
            && Array.TrueForAll(parts, static p => p.Length is > 0 and <= 5 && p.All(char.IsAsciiDigit));
    }
}

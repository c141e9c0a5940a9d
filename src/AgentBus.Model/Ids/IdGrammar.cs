namespace AgentBus.Model;

/// <summary>
/// The grammar of every id that names a tenant, agent, room, channel or case: <c>[A-Za-z0-9_-]{1,64}</c>, compared ordinally.
/// Neither <c>/</c> nor <c>:</c> nor <c>.</c> belongs to it, so joining ids with those is injective.
/// </summary>
public static class IdGrammar
{
    /// <summary>The longest id, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>Ids that begin with this belong to the bus.</summary>
    public const string ReservedPrefix = "sys-";

    /// <summary>Tells whether the text is an id.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Tells whether the text is an id that a client may choose.</summary>
    public static bool IsOpen(ReadOnlySpan<char> text) =>
        IsValid(text) && !text.StartsWith(ReservedPrefix, StringComparison.Ordinal);
}

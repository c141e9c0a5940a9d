namespace AgentBus.Rego.Builtins;

/// <summary>Base64 with the strictness of Go: no blanks but line ends.</summary>
internal static class Base64Text
{
    public static byte[] Decode(string text, bool url)
    {
        var clean = text.Replace("\n", string.Empty, StringComparison.Ordinal).Replace("\r", string.Empty, StringComparison.Ordinal);
        var bad = clean.AsSpan().IndexOfAnyExcept(url ? UrlCharacters : Characters);
        if (bad < 0 && clean.Length % 4 == 0)
        {
            try
            {
                return Convert.FromBase64String(url ? clean.Replace('-', '+').Replace('_', '/') : clean);
            }
            catch (FormatException error)
            {
                throw BuiltinFault.Of("illegal base64 data", error);
            }
        }

        throw BuiltinFault.Of($"illegal base64 data at input byte {(bad < 0 ? clean.Length : bad)}");
    }

    /// <summary>The URL alphabet, with or without padding.</summary>
    public static byte[] DecodeUrl(string text) =>
        Decode(text.Length % 4 is 2 or 3 && !text.EndsWith('=') ? text.PadRight(text.Length + 4 - (text.Length % 4), '=') : text, url: true);

    public static string EncodeUrl(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public static bool IsValid(string text)
    {
        try
        {
            Decode(text, url: false);
            return true;
        }
        catch (BuiltinFault)
        {
            return false;
        }
    }

    private static System.Buffers.SearchValues<char> Characters { get; } =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

    private static System.Buffers.SearchValues<char> UrlCharacters { get; } =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=");
}

namespace Orleans.Runtime;

/// <summary>FNV-1a over UTF-8 with a final mix, so that stored hash ranges stay valid across processes.</summary>
internal static class StableHash
{
    public static uint Of(string? text)
    {
        var hash = 2166136261u;
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            var count = rune.EncodeToUtf8(bytes);
            for (var i = 0; i < count; i++)
            {
                hash = (hash ^ bytes[i]) * 16777619u;
            }
        }

        hash = (hash ^ (hash >> 16)) * 0x85ebca6bu;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35u;
        return hash ^ (hash >> 16);
    }
}

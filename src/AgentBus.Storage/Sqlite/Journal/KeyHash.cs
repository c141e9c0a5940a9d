namespace AgentBus.Storage.Sqlite;

/// <summary>
/// FNV-1a over the characters (http://www.isthe.com/chongo/tech/comp/fnv/): stored, so it never changes. Two keys may share a hash;
/// a look-up compares the key itself.
/// </summary>
internal static class KeyHash
{
    public static ulong Of(string key)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in key)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }
}

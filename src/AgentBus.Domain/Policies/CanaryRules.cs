using System.Runtime.InteropServices;

namespace AgentBus.Domain.Policies;

/// <summary>Which messages a bundle on trial decides: the same ones on every silo and at every retry.</summary>
public static class CanaryRules
{
    /// <summary>Whether the canary takes the message.</summary>
    /// <param name="messageId">The message's id.</param>
    /// <param name="revision">The canary's revision: another one takes other messages.</param>
    /// <param name="percent">0: none; 100: all.</param>
    public static bool Takes(string messageId, string revision, int percent)
    {
        // FNV-1a over the UTF-16 units, then a last mix so that ids that count upwards spread evenly.
        var hash = Add(Add(14695981039346656037, revision), messageId);
        hash = (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93;
        hash ^= hash >> 32;
        return hash % 100 < (ulong)Math.Clamp(percent, 0, 100);
    }

    private static ulong Add(ulong hash, string text)
    {
        foreach (var unit in MemoryMarshal.AsBytes(text.AsSpan()))
        {
            hash = (hash ^ unit) * 1099511628211;
        }

        return hash;
    }
}

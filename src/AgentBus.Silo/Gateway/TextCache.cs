using System.Text;

namespace AgentBus.Silo.Gateway;

/// <summary>
/// Turns UTF-8 into text and hands out the last text again where it is the same: a sender says its tenant, room and hash with every
/// message. Belongs to one reader; not thread-safe.
/// </summary>
internal sealed class TextCache
{
    private const int Slots = 18;
    private readonly string[] _last = new string[Slots];

    /// <summary>The text of the bytes, which must be UTF-8.</summary>
    /// <param name="slot">0 to 17: which field it is of.</param>
    /// <param name="utf8">The bytes.</param>
    public string Get(int slot, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return "";
        }

        if (_last[slot] is { } last && Ascii.Equals(utf8, last))
        {
            return last;
        }

        return _last[slot] = Encoding.UTF8.GetString(utf8);
    }
}

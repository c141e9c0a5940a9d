using System.Collections.Frozen;
using System.Numerics;

namespace AgentBus.Domain.Impact;

/// <summary>
/// Counts the different words of two lists in a text: words that speak of much at stake, and words that speak of doubt. One pass, no memory
/// of the text, ASCII case makes no difference; a word is a run of ASCII letters.
/// </summary>
internal static class SignalWords
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private const int Shortest = 4;
    private const int Longest = 14;

    /// <summary>Much is at stake.</summary>
    public static readonly string[] Stake =
    [
        "production", "payment", "invoice", "salary", "bankruptcy", "lawsuit", "legal", "contract", "medical", "patient", "diagnosis",
        "irreversible", "permanent", "permanently", "emergency", "breach", "outage", "shutdown", "credentials", "password", "privilege",
        "customers", "election", "weapon", "evacuate", "terminate", "delete", "constitution", "governance", "override",
    ];

    /// <summary>The sender is not sure.</summary>
    public static readonly string[] Doubt =
    [
        "maybe", "perhaps", "possibly", "probably", "presumably", "unsure", "uncertain", "unclear", "unknown", "unverified", "untested",
        "guess", "guessing", "assume", "assuming", "assumption", "roughly", "approximately", "speculative", "hypothesis", "might", "doubt",
    ];

    // Hashes of the words; which one it was is a bit, so that each word counts once.
    private static readonly FrozenDictionary<ulong, (bool IsDoubt, ulong Bit)> Table = MakeTable();

    /// <summary>Counts in UTF-8 text.</summary>
    public static (int Stake, int Doubt) Count(ReadOnlySpan<byte> text)
    {
        var (stake, doubt) = (0UL, 0UL);
        var (hash, length) = (Basis, 0);
        foreach (var unit in text)
        {
            var letter = (byte)(unit | 0x20);
            if (letter is >= (byte)'a' and <= (byte)'z')
            {
                hash = (hash ^ letter) * Prime;
                length++;
            }
            else if (length > 0)
            {
                Note(hash, length, ref stake, ref doubt);
                (hash, length) = (Basis, 0);
            }
        }

        Note(hash, length, ref stake, ref doubt);
        return (BitOperations.PopCount(stake), BitOperations.PopCount(doubt));
    }

    private static void Note(ulong hash, int length, ref ulong stake, ref ulong doubt)
    {
        if (length is < Shortest or > Longest || !Table.TryGetValue(hash, out var word))
        {
            return;
        }

        if (word.IsDoubt)
        {
            doubt |= word.Bit;
        }
        else
        {
            stake |= word.Bit;
        }
    }

    private static FrozenDictionary<ulong, (bool IsDoubt, ulong Bit)> MakeTable() =>
        Stake.Select(static (word, i) => (word, IsDoubt: false, Bit: 1UL << i))
            .Concat(Doubt.Select(static (word, i) => (word, IsDoubt: true, Bit: 1UL << i)))
            .ToFrozenDictionary(static entry => Hash(entry.word), static entry => (entry.IsDoubt, entry.Bit));

    private static ulong Hash(string word) => word.Aggregate(Basis, static (hash, letter) => (hash ^ letter) * Prime);
}

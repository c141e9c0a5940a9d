using System.Collections.Immutable;

namespace AgentBus.Dashboard;

/// <summary>Finds in a text as it came what inspection took out of it, by what it left.</summary>
public static class TakenOut
{
    /// <summary>The text in parts, each with whether it was taken out. Where what is left does not fit, the whole text is one part that was not.</summary>
    /// <param name="received">The text as it came.</param>
    /// <param name="left">What inspection left of it.</param>
    /// <param name="mark">What stands there instead of each part.</param>
    public static ImmutableArray<(string Text, bool IsTaken)> Find(string received, string left, string mark)
    {
        var kept = left.Split(mark);
        var parts = ImmutableArray.CreateBuilder<(string, bool)>((kept.Length * 2) - 1);
        var at = 0;
        for (var i = 0; i < kept.Length; i++)
        {
            var found = i == 0 ? (received.StartsWith(kept[0], StringComparison.Ordinal) ? 0 : -1)
                : i < kept.Length - 1 ? received.IndexOf(kept[i], at, StringComparison.Ordinal)
                : received.EndsWith(kept[i], StringComparison.Ordinal) ? received.Length - kept[i].Length : -1;
            if (found < at)
            {
                return [(received, false)];
            }

            if (i > 0)
            {
                parts.Add((received[at..found], true));
            }

            parts.Add((kept[i], false));
            at = found + kept[i].Length;
        }

        return at == received.Length ? parts.DrainToImmutable() : [(received, false)];
    }
}

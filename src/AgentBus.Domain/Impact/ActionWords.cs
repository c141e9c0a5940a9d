using System.Collections.Frozen;

namespace AgentBus.Domain.Impact;

/// <summary>What the names of actions and tools tell: each word of a name counts, so <c>db.dropTable</c> drops.</summary>
internal static class ActionWords
{
    /// <summary>The value of an action that no word tells anything about.</summary>
    public const double Unknown = 0.3;

    private const double Irreversible = 1;
    private const double Changing = 0.5;
    private const double Reading = 0.1;

    private static readonly FrozenDictionary<string, double> Known = Table();

    /// <summary>The words of a name in lower case: cut at what is no letter or digit, and before a capital that follows a small letter.</summary>
    public static string[] Split(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var ends = i == name.Length || !char.IsAsciiLetterOrDigit(name[i]);
            if (ends || (i > start && char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1])))
            {
                if (i > start)
                {
                    words.Add(name[start..i].ToLowerInvariant());
                }

                start = ends ? i + 1 : i;
            }
        }

        return [.. words];
    }

    /// <summary>The weightiest of the words; <see cref="Unknown"/> where none is known, 0 without words.</summary>
    public static double ValueOf(string[] words)
    {
        var (value, known) = (0.0, false);
        foreach (var word in words)
        {
            if (Known.TryGetValue(word, out var of))
            {
                (value, known) = (Math.Max(value, of), true);
            }
        }

        return known ? value : words.Length > 0 ? Unknown : 0;
    }

    /// <summary>Whether the words of an entry stand in a name, one after the other.</summary>
    public static bool Contains(string[] name, string[] entry) => entry.Length > 0 && name.AsSpan().IndexOf(entry) >= 0;

    private static FrozenDictionary<string, double> Table()
    {
        var table = new Dictionary<string, double>(StringComparer.Ordinal);
        Add(Irreversible, "delete drop destroy purge wipe erase truncate remove kill terminate shutdown revoke grant transfer pay refund wire deploy release rollback migrate execute exec sudo escalate reboot format overwrite ban");
        Add(Changing, "write create insert update upsert modify edit change set put patch send post publish submit upload import export move copy rename merge push approve assign enable disable start stop restart run invite share schedule book order");
        Add(Reading, "read get list view show search query find fetch look describe count check status ping help summarize summarise analyze analyse explain translate");
        return table.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(double value, string words)
        {
            foreach (var word in words.Split(' '))
            {
                table.Add(word, value);
            }
        }
    }
}

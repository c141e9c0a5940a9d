namespace AgentBus.Load.Traffic;

/// <summary>What the traffic process publishes, and where it keeps its books.</summary>
/// <param name="Url">The bus.</param>
/// <param name="TokensFile">One token a line; each line is an agent with a connection of its own.</param>
/// <param name="Room">The room.</param>
/// <param name="Channels">Agents spread over these.</param>
/// <param name="LedgerFile">Every receipt is a line here, on disk before it counts.</param>
/// <param name="Outstanding">Messages without a receipt that each agent keeps in flight.</param>
/// <param name="Characters">Texts have up to so many more than their few words, by turns.</param>
internal sealed record TrafficOptions(Uri Url, string TokensFile, string Room, IReadOnlyList<string> Channels, string LedgerFile, int Outstanding, int Characters)
{
    public static TrafficOptions Parse(ReadOnlySpan<string> arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            values[arguments[i]] = arguments[i + 1];
        }

        string Value(string name) => values.GetValueOrDefault(name) ?? throw new ArgumentException($"traffic needs {name}. See --help.");
        return new TrafficOptions(
            new Uri(Value("--url")),
            Value("--tokens"),
            Value("--room"),
            Value("--channels").Split(','),
            Value("--ledger"),
            int.Parse(values.GetValueOrDefault("--outstanding", "16")),
            int.Parse(values.GetValueOrDefault("--characters", "0")));
    }
}

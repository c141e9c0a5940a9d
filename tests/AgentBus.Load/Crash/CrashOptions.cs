using System.Globalization;

namespace AgentBus.Load.Crash;

/// <summary>How often the silo is killed, and where the figures go.</summary>
/// <param name="Rounds">Kills under load.</param>
/// <param name="JsonFile">Gets the figures; null: standard output alone.</param>
/// <param name="Seed">Where the moments come from; a run that failed is repeated with its seed, though not its timing.</param>
internal sealed record CrashOptions(int Rounds, string? JsonFile, int Seed)
{
    public const string Usage = """
        Kills the built silo by SIGKILL under load, again and again, and compares receipts with what it holds.

        usage: tests/crash/run [--rounds N] [--store sqlite] [--json FILE] [--seed N]
          --rounds N       kills (default 5)
          --store sqlite   what the silo stores in; SQLite is the one there is
          --json FILE      write {rounds, acknowledged, lost, duplicated, holes, leaves, evidence_rows, ledger_ok, …}
          --seed N         draws the moments of the kills (default: another each time)

        exit codes: 0 nothing is lost, 1 something is, or the run did not end, 2 usage
        """;

    public static CrashOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new CrashOptions(5, null, Environment.TickCount);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw Unusable(arguments[i]);
            options = arguments[i] switch
            {
                "--rounds" when Number(value) is > 0 and var rounds => options with { Rounds = rounds },
                "--store" when value == "sqlite" => options,
                "--json" => options with { JsonFile = value },
                "--seed" when Number(value) is { } seed => options with { Seed = seed },
                _ => throw Unusable(arguments[i]),
            };
        }

        return options;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ArgumentException Unusable(string option) => new($"{option} is no option, or its value is missing or not possible. See --help.");
}

namespace AgentBus.Load;

/// <summary>Reads the arguments of a measuring run.</summary>
internal static class CommandLine
{
    public const string Usage = """
        Measures the bus against a bare Kestrel echo on this machine, and prints a table.

        usage: dotnet run -c Release --project tests/AgentBus.Load -- [options]
          --quick          about one minute instead of five; figures scatter more
          --json FILE      write the figures as one JSON object
          --markdown       print the table as Markdown
          --only WORD      only suites whose name contains the word:
                           driver, throughput, ledger, latency, fan-out, idle, crowd, direct, request, work-queue,
                           cases, dashboards, start, grain-call
          --rounds N       interleaved rounds, of which the median counts (default 5)
          --governed       inspection, twenty policies, impact and the memory of recent messages are all on
          --busy-ok        measure although the machine is busy
          --help           this text

        other verbs, used by the runs and by tests:
          echo, fanout-echo             the yardsticks: bare Kestrel WebSockets on a free port
          traffic --url U --tokens F --room R --channels C,C --ledger F [--outstanding N] [--characters N]
                                        publishes without pause; every receipt is a synced line of the ledger
          crash --help                  kills the silo under load; what tests/crash/run starts
        """;

    public static LoadOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new LoadOptions();
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--quick":
                    options = options.Quick();
                    break;
                case "--markdown":
                    options = options with { Markdown = true };
                    break;
                case "--governed":
                    options = options with { Governed = true };
                    break;
                case "--busy-ok":
                    options = options with { BusyIsFine = true };
                    break;
                case "--json" when i + 1 < arguments.Length:
                    options = options with { JsonFile = arguments[++i] };
                    break;
                case "--only" when i + 1 < arguments.Length:
                    options = options with { Only = arguments[++i] };
                    break;
                case "--rounds" when i + 1 < arguments.Length && int.TryParse(arguments[i + 1], out var rounds) && rounds > 0:
                    options = options with { Rounds = rounds };
                    i++;
                    break;
                case var unknown:
                    throw new ArgumentException($"{unknown} is no option, or its value is missing. See --help.");
            }
        }

        return options;
    }
}

using System.CommandLine;

namespace AgentBus.Cli.Commands;

/// <summary>The option --output, which every command has that prints something.</summary>
internal static class OutputSymbols
{
    public static Option<OutputFormat?> Create(string unlessGiven = "table if not given") => new Option<OutputFormat?>("--output", "-o")
    {
        Description = $"How to print; {unlessGiven}.",
        HelpName = "json|table",
        CustomParser = static result => result.Tokens[0].Value switch
        {
            "json" => OutputFormat.Json,
            "table" => OutputFormat.Table,
            var other => Parsing.Refuse<OutputFormat?>(result, $"--output is json or table, not '{other}'."),
        },
    }.WithCompletions("json", "table");

    /// <summary>Of commands that print one thing after the other: for people on a terminal, for programs elsewhere.</summary>
    public static Option<OutputFormat?> CreateForStream() => Create("table on a terminal, elsewhere json: one object a line");

    /// <summary>Whether such a command prints JSON.</summary>
    public static bool IsJson(OutputFormat? given, CommandSurroundings surroundings) => (given ?? (surroundings.OutputIsTerminal ? OutputFormat.Table : OutputFormat.Json)) == OutputFormat.Json;

    public static Option<T> WithCompletions<T>(this Option<T> option, params string[] values)
    {
        option.CompletionSources.Add(_ => values.Select(static value => new System.CommandLine.Completions.CompletionItem(value)));
        return option;
    }
}

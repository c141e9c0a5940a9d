using System.CommandLine;

namespace AgentBus.Cli.Commands.Policy;

/// <summary>The arguments and options that several policy commands have.</summary>
internal static class PolicySymbols
{
    public static Argument<FileSystemInfo[]> Paths() => new Argument<FileSystemInfo[]>("PATH")
    {
        Description = "Folders, .tar.gz bundles, .rego files, or data files (.json, .yaml).",
        Arity = ArgumentArity.OneOrMore,
    }.AcceptExistingOnly();

    public static Option<OutputFormat> Output() => new("--output", "-o")
    {
        Description = "How to print; table if not given.",
        HelpName = "json|table",
        CustomParser = static result => result.Tokens[0].Value switch
        {
            "json" => OutputFormat.Json,
            "table" => OutputFormat.Table,
            var other => Refuse<OutputFormat>(result, $"--output is json or table, not '{other}'."),
        },
    };

    public static T Refuse<T>(System.CommandLine.Parsing.ArgumentResult result, string reason)
    {
        result.AddError(reason);
        return default!;
    }
}

using System.CommandLine;
using AgentBus.Cli.Policies;

namespace AgentBus.Cli.Commands.Policy;

/// <summary>agentbus policy check: whether policies compile, and if not, why.</summary>
internal sealed class CheckCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly Argument<FileSystemInfo[]> _paths = PolicySymbols.Paths();

    public CheckCommand(CommandSurroundings surroundings)
        : base(
            "check",
            "Compiles policies and prints each error with file, line, column and the line itself.",
            "agentbus policy check deploy/policies/agentbus",
            "agentbus policy check bundle.tar.gz",
            "agentbus policy check hours.rego hours_test.rego")
    {
        _surroundings = surroundings;
        Add(_paths);
        SetAction(Check);
    }

    private int Check(ParseResult parsed)
    {
        var loaded = PolicyLoader.Load(parsed.GetRequiredValue(_paths));
        _surroundings.Output.WriteLine($"ok: {loaded.Modules} modules, {loaded.Policy.Rules.Count} rules");
        return ExitCodes.Done;
    }
}

using AgentBus.Cli.Commands;

namespace AgentBus.Cli.Tests;

/// <summary>Runs a command line through the parser of the tool.</summary>
internal static class Cli
{
    public static CommandOutcome Run(params string[] args) => RunWith(string.Empty, args);

    public static CommandOutcome RunWith(string input, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLine.Run(args, new CommandSurroundings(new StringReader(input), output, error, TimeProvider.System));
        return new CommandOutcome(code, output.ToString(), error.ToString());
    }
}

using AgentBus.Cli.Commands;
using AgentBus.Cli.Serving;
using AgentBus.TestKit;

namespace AgentBus.Cli.Tests;

/// <summary>Runs a command line through the parser of the tool.</summary>
internal static class Cli
{
    private const string Patience = "--connect-timeout";

    private static readonly IReadOnlyDictionary<string, string> NoVariables = new Dictionary<string, string>(StringComparer.Ordinal);

    public static CommandOutcome Run(params string[] args) => RunWith(string.Empty, args);

    public static CommandOutcome RunWith(string input, params string[] args) => RunIn(NoVariables, input, args);

    public static CommandOutcome RunIn(IReadOnlyDictionary<string, string> variables, string input, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLine.Run(variables.ContainsKey("AGENTBUS_URL") ? Patient(args) : args, Surroundings(new StringReader(input), output, error) with { Variable = variables.GetValueOrDefault });
        return new CommandOutcome(code, output.ToString(), error.ToString());
    }

    public static CommandSurroundings Surroundings(TextReader input, TextWriter output, TextWriter error) =>
        new(input, output, error, TimeProvider.System) { Silo = new SiloExecutable(BuiltOutput.Assembly("src/AgentBus.Silo")) };

    // What is there answers; on a machine that is busy later than anybody would wait for whom it is there.
    private static string[] Patient(string[] args)
    {
        var line = $"agentbus {string.Join(' ', args)} ";
        var leaf = Leaves.All.FirstOrDefault(leaf => line.StartsWith($"{CommandTree.PathOf(leaf)} ", StringComparison.Ordinal));
        if (leaf is null || Array.Exists(args, static arg => arg == Patience) || !leaf.Options.Any(static option => option.Name == Patience))
        {
            return args;
        }

        var words = CommandTree.PathOf(leaf).Split(' ').Length - 1;
        return [.. args[..words], Patience, "60s", .. args[words..]];
    }
}

using System.CommandLine;

namespace AgentBus.Cli.Tests;

/// <summary>Every command that does something, by the words that lead to it.</summary>
internal static class Leaves
{
    public static IEnumerable<Command> All { get; } = [.. Of(CommandTree.Create(Cli.Surroundings(TextReader.Null, TextWriter.Null, TextWriter.Null)))];

    public static Command Find(string path) => All.Single(command => CommandTree.PathOf(command) == path);

    private static IEnumerable<Command> Of(Command command) => command.Subcommands.Count == 0 ? [command] : command.Subcommands.SelectMany(Of);
}

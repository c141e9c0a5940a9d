using System.CommandLine;
using System.CommandLine.Help;
using AgentBus.Cli.Commands;
using AgentBus.Cli.Commands.Policy;
using AgentBus.Cli.Policies;
using AgentBus.Cli.Rendering;
using AgentBus.Rego;

namespace AgentBus.Cli;

/// <summary>The tree of commands, and what becomes of their faults.</summary>
internal static class CommandLine
{
    public static int Run(IReadOnlyList<string> args, CommandSurroundings surroundings)
    {
        var parsed = Root(surroundings).Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not ExampleHelp)
        {
            foreach (var error in parsed.Errors)
            {
                surroundings.Error.WriteLine(error.Message);
            }

            surroundings.Error.WriteLine($"See {Names(parsed.CommandResult)} --help.");
            return ExitCodes.WrongUsage;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = surroundings.Output, Error = surroundings.Error, EnableDefaultExceptionHandler = false,
            });
        }
        catch (PolicyLoadException failure)
        {
            ErrorList.Write(surroundings.Error, failure.Errors);
        }
        catch (Exception fault) when (fault is RegoError or IOException or UnauthorizedAccessException or FormatException)
        {
            surroundings.Error.WriteLine(fault.Message);
        }

        return ExitCodes.Failed;
    }

    private static RootCommand Root(CommandSurroundings surroundings)
    {
        var root = new RootCommand("Works with an AgentBus and its policies.") { new PolicyCommand(surroundings) };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExampleHelp((HelpAction)help.Action!);
        return root;
    }

    private static string Names(System.CommandLine.Parsing.SymbolResult? result) => result switch
    {
        System.CommandLine.Parsing.CommandResult { Command: RootCommand } or null => "agentbus",
        System.CommandLine.Parsing.CommandResult command => Names(command.Parent) + " " + command.Command.Name,
        _ => Names(result.Parent),
    };
}

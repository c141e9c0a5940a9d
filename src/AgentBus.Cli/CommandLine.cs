using System.CommandLine;
using AgentBus.Cli.Commands;
using AgentBus.Cli.Commands.Silo;
using AgentBus.Cli.Policies;
using AgentBus.Cli.Rendering;
using AgentBus.Client;
using AgentBus.Rego;

namespace AgentBus.Cli;

/// <summary>Runs a command line, and says what becomes of its faults.</summary>
internal static class CommandLine
{
    /// <summary>How long a command may take to end after Ctrl-C, before the process ends anyway.</summary>
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(10);

    /// <summary>@ begins the name of an agent here, and no response file.</summary>
    public static ParserConfiguration Parser { get; } = new() { ResponseFileTokenReplacer = null };

    public static int Run(IReadOnlyList<string> args, CommandSurroundings surroundings)
    {
        var parsed = CommandTree.Create(surroundings).Parse(args, Parser);
        if (parsed.Errors.Count > 0 && parsed.Action is not { ClearsParseErrors: true })
        {
            foreach (var error in parsed.Errors)
            {
                surroundings.Error.WriteLine(error.Message);
            }

            surroundings.Error.WriteLine($"See {CommandTree.PathOf(parsed.CommandResult.Command)} --help.");
            return ExitCodes.WrongUsage;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = surroundings.Output,
                Error = surroundings.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = parsed.CommandResult.Command is ServeCommand ? ServeCommand.DrainTime : EndTime,
            });
        }
        catch (PolicyLoadException failure)
        {
            ErrorList.Write(surroundings.Error, failure.Errors);
        }
        catch (OperationCanceledException)
        {
            surroundings.Error.WriteLine("Cancelled.");
        }
        catch (IOException fault) when (StandardOutput.IsClosed(fault))
        {
            return ExitCodes.Done;
        }
        catch (Exception fault) when (fault is RegoError or CommandFailure or AgentBusException or IOException or UnauthorizedAccessException or FormatException)
        {
            surroundings.Error.WriteLine(TerminalText.Clean(fault.Message));
        }

        return ExitCodes.Failed;
    }
}

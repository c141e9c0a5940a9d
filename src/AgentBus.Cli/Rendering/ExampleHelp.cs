using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using AgentBus.Cli.Commands;

namespace AgentBus.Cli.Rendering;

/// <summary>The usual help, and below it the examples of the command.</summary>
internal sealed class ExampleHelp(HelpAction usual) : SynchronousCommandLineAction
{
    // As in the usual help: an incomplete command line with --help is a question, not a mistake.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is ExampleCommand { Examples.Count: > 0 } command)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in command.Examples)
            {
                output.WriteLine("  " + example);
            }

            output.WriteLine();
        }

        return code;
    }
}

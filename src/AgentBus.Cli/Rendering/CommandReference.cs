using System.CommandLine;
using System.CommandLine.Completions;
using System.Text;
using AgentBus.Cli.Commands;

namespace AgentBus.Cli.Rendering;

/// <summary>docs/cli.md, written from the commands.</summary>
internal static class CommandReference
{
    private const string Opening = """
        # The command line

        Generated from the commands by `CommandReferenceTests`; run it with `AGENTBUS_WRITE_DOCS=1` after a change.

        `agentbus` runs a bus, talks on it and looks after it. It is a .NET tool: `dotnet pack src/AgentBus.Cli -c Release` makes the package, and
        `dotnet tool install --global AgentBus.Cli --add-source src/AgentBus.Cli/bin/Release` installs it, with the silo inside. In the checkout,
        `dotnet run --project src/AgentBus.Cli -c Release -- …` does the same. `agentbus COMMAND --help` prints what stands here.

        **Which bus, and who asks.** Options go before the environment, and that before the defaults:

        | | option | environment | default |
        |---|---|---|---|
        | the bus | `--url` (`--http-url`, `--ws-url`) | `AGENTBUS_URL`, `ARQONBUS_WS_URL` | `http://127.0.0.1:8080` |
        | the internal listener | `--admin-url` | `AGENTBUS_ADMIN_URL` | `http://127.0.0.1:9090` |
        | the credential | `--token-file`, `--token` (`--jwt`) | `AGENTBUS_TOKEN_FILE`, `AGENTBUS_TOKEN`, `ARQONBUS_AUTH_JWT` | none |

        http and ws addresses mean the same bus. A file is better than `--token`, which other users of the machine can see; it is read again whenever
        the connection is made anew, so a session outlives its token. No command prints a credential, but `token create`, whose purpose it is.
        Sessions of the tool are side sessions: they displace no agent and take no message out of an inbox.
        An authority of your own: `SSL_CERT_FILE`, or the system's store.

        **Output.** Lists and single things are tables, and JSON with `--output json`. Messages and receipts are lines of text on a terminal and
        one JSON object a line elsewhere. What others sent cannot move the cursor of your terminal: control characters are replaced.
        Progress and errors go to the error output.

        **Exit codes.** 0: done. 1: it ran, and the answer is no, or it could not be done. 2: the command line is wrong, and nothing was done.
        (3, only of `policy eval` and `policy explain`: undefined.) Ctrl-C ends `subscribe` and `tail` with 0 and anything else with 1.
        `serve` gives 2 for the silo's 64, and 1 for its 74, 75 and 78; a service manager that tells them apart starts the silo itself.

        """;

    public static string Write(RootCommand root)
    {
        var text = new StringBuilder(Opening);
        WriteCommands(text, root);
        return text.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    private static void WriteCommands(StringBuilder text, Command parent)
    {
        foreach (var command in parent.Subcommands)
        {
            if (command.Subcommands.Count == 0)
            {
                Write(text, command);
            }

            WriteCommands(text, command);
        }
    }

    private static void Write(StringBuilder text, Command command)
    {
        text.AppendLine().AppendLine($"## {CommandTree.PathOf(command)}").AppendLine().AppendLine(command.Description).AppendLine();
        text.AppendLine("```").AppendLine(Usage(command)).AppendLine("```").AppendLine();
        if (command.Arguments.Count + command.Options.Count > 0)
        {
            text.AppendLine("| | |").AppendLine("|---|---|");
            foreach (var argument in command.Arguments)
            {
                text.AppendLine($"| `{argument.Name}` | {Cell(argument.Description)} |");
            }

            foreach (var option in command.Options)
            {
                var value = option.ValueType == typeof(bool) ? "" : $" {Cell(ValueOf(option))}";
                text.AppendLine($"| `{string.Join(", ", option.Aliases.Prepend(option.Name))}{value}` | {(option.Required ? "Required. " : "")}{Cell(option.Description)} |");
            }

            text.AppendLine();
        }

        if (command is ExampleCommand { Examples.Count: > 0 } example)
        {
            text.AppendLine("```sh").AppendJoin('\n', example.Examples).AppendLine().AppendLine("```");
        }
    }

    private static string ValueOf(Option option) =>
        option.HelpName ?? string.Join('|', option.GetCompletions(CompletionContext.Empty).Select(static one => one.Label).Order(StringComparer.Ordinal));

    private static string Usage(Command command)
    {
        var words = command.Arguments.Select(static argument =>
        {
            var name = argument.Arity.MaximumNumberOfValues > 1 ? $"{argument.Name}…" : argument.Name;
            return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
        });
        var options = command.Options.Count > 0 ? (IEnumerable<string>)["[options]"] : [];
        return string.Join(' ', [CommandTree.PathOf(command), .. words, .. options]);
    }

    private static string Cell(string? description) => (description ?? "").Replace("|", "\\|", StringComparison.Ordinal);
}

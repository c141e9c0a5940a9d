using System.Globalization;
using System.Text;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>Writes docs/commands.md from the handlers, so that it cannot drift from them (CMD-18, CMD-20).</summary>
internal static class CommandsReference
{
    private const string Head = """
        # Commands

        Written from the handlers in `src/AgentBus.Silo/Gateway/Commands`; a test compares.

        A command is the frame `Command` with a name and arguments, which are text ([protocol.md](protocol.md)); a JSON client may write numbers and flags as they are. It is answered with `CommandReply`:
        the fields below in `data`, typed, and those that are no list or object also as text in `result`. Or with `Error`:

        | code | when |
        |---|---|
        | `unknown_command` | there is no such command |
        | `feature_disabled` | `Gateway:Commands:{name}:Enabled` is false |
        | `permission_denied` | a role of `Gateway:Commands:{name}:Roles` is asked for, or the agent's grain says no |
        | `rate_limited` | an agent ran it more often within a minute than below, or than `Gateway:Commands:{name}:PerMinute` |
        | `message_invalid` | an argument is missing, unknown, too long, no number, or none of its values |
        | `not_found` | room or channel does not exist, or not for the caller |
        | `agent_not_registered` | the tenant has no such agent, or the caller's own is not registered |

        Commands act within the tenant of the session; what concerns a whole silo or other tenants is on the internal listener (T-30). A new command is one class there, its registration, its tests, and this page written
        again (`AGENTBUS_WRITE_DOCS=1` and the Gateway tests).

        | command | what it does | a minute |
        |---|---|---|

        """;

    /// <summary>The document.</summary>
    public static string Write(IEnumerable<CommandDescription> commands)
    {
        var all = commands.ToArray();
        var text = new StringBuilder(Head);
        foreach (var command in all)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| [`{command.Name}`](#{command.Name}) | {command.Summary} | {command.PerMinute} |");
        }

        foreach (var command in all)
        {
            Write(text, command);
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void Write(StringBuilder text, CommandDescription command)
    {
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {command.Name}").AppendLine().AppendLine(command.Summary).AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Who: {command.Permission}").AppendLine();
        if (command.Arguments.Length > 0)
        {
            text.AppendLine("| argument | | |").AppendLine("|---|---|---|");
            foreach (var argument in command.Arguments)
            {
                var kind = argument.Max is { } max ? $"number, at most {max}" : "text";
                text.AppendLine(CultureInfo.InvariantCulture, $"| `{argument.Name}` | {kind}{(argument.IsRequired ? ", required" : "")} | {argument.Text} |");
            }

            text.AppendLine();
        }

        if (command.FurtherArguments.Length > 0)
        {
            text.AppendLine(command.FurtherArguments).AppendLine();
        }

        if (command.Reply.Length > 0)
        {
            text.AppendLine("| reply | | |").AppendLine("|---|---|---|");
            foreach (var field in command.Reply)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"| `{field.Name}` | {field.Type} | {field.Text} |");
            }

            text.AppendLine();
        }

        text.AppendLine("```json").AppendLine(Example(command)).AppendLine("```");
    }

    private static string Example(CommandDescription command) =>
        $$$"""{"request_id": 1, "command": {"name": "{{{command.Name}}}", "args": {{{command.Example}}}}}""";
}

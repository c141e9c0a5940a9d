using AgentBus.Model;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>help</c>: the commands that the session can run.</summary>
internal sealed class HelpCommand(CommandRegistry registry) : ICommandHandler
{
    public CommandDescription Description { get; } = new("help", "The commands that the session can run, or one of them.")
    {
        Arguments = [new("command", "Only this one.")],
        Reply = [new("commands", "list", "Objects with `name`, `summary`, `permission`, `per_minute`, `arguments` (`name`, `text`, `required`) and `example`.")],
        PerMinute = 20,
        Example = """{"command": "history"}""",
    };

    public Task<Result<CommandResult>> RunAsync(CommandContext context)
    {
        var wanted = context["command"];
        var commands = registry.For(context.Principal).Where(command => wanted.Length == 0 || command.Name == wanted).ToArray();
        return Task.FromResult<Result<CommandResult>>(commands.Length == 0
            ? new Refusal(Code.UnknownCommand, "There is no such command for you; without the argument command all are listed.")
            : CommandResult.Of(("commands", CommandValues.List(commands.Select(Item)))));
    }

    private Value Item(CommandDescription command) => CommandValues.Object(
        ("name", CommandValues.Text(command.Name)),
        ("summary", CommandValues.Text(command.Summary)),
        ("permission", CommandValues.Text(command.Permission)),
        ("per_minute", CommandValues.Number(registry.RateOf(command))),
        ("arguments", CommandValues.List(command.Arguments.Select(static argument => CommandValues.Object(
            ("name", CommandValues.Text(argument.Name)),
            ("text", CommandValues.Text(argument.Text)),
            ("required", CommandValues.Flag(argument.IsRequired)))))),
        ("example", CommandValues.Text(command.Example)));
}

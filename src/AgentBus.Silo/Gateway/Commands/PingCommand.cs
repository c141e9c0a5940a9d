using AgentBus.Model;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>ping</c>: answers with <c>pong</c> (CMD-09).</summary>
internal sealed class PingCommand(TimeProvider time) : ICommandHandler
{
    public CommandDescription Description { get; } = new("ping", "Answers with pong; a sign of life for people. Clients use the frame Ping.")
    {
        Arguments = [new("echo", "Comes back in the reply.")],
        Reply =
        [
            new("pong", "flag", "Always true."),
            new("time_unix_ms", "number", "The bus's time, milliseconds since 1970."),
            new("echo", "text", "The argument."),
        ],
        PerMinute = 10,
        Example = """{"echo": "hello"}""",
    };

    public Task<Result<CommandResult>> RunAsync(CommandContext context) => Task.FromResult<Result<CommandResult>>(CommandResult.Of(
        ("pong", CommandValues.Flag(true)),
        ("time_unix_ms", CommandValues.Number(time.GetUtcNow().ToUnixTimeMilliseconds())),
        ("echo", CommandValues.Text(context["echo"]))));
}

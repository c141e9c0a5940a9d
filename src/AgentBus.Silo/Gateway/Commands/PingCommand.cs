using System.Globalization;
using AgentBus.Model;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>ping</c>: answers the server's time in Unix milliseconds, and the argument <c>echo</c>.</summary>
internal sealed class PingCommand(TimeProvider time) : ICommandHandler
{
    public string Name => "ping";

    public Task<Result<CommandResult>> RunAsync(CommandContext context) =>
        Task.FromResult<Result<CommandResult>>(new CommandResult(new Dictionary<string, string>
        {
            ["time_unix_ms"] = time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            ["echo"] = context["echo"],
        }));
}

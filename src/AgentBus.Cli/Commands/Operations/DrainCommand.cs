using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Operations;

/// <summary>agentbus drain: takes a silo out of service.</summary>
internal sealed class DrainCommand : OperatorCommand
{
    public DrainCommand(CommandSurroundings surroundings)
        : base(
            surroundings,
            "drain",
            "Takes a silo out of service: it takes nobody in any more, tells all connections to leave, and closes those that stay. It cannot be taken back; stop the silo then.",
            "agentbus drain --admin-url http://127.0.0.1:9090 --token-file operator.token")
    {
        Complete((parsed, cancellationToken) => Ask(parsed).DoAsync(new QueryText("admin/drain"), [], cancellationToken));
    }
}

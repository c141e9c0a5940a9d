using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Operations;

/// <summary>agentbus bans list: which hold.</summary>
internal sealed class BansListCommand : OperatorCommand
{
    public BansListCommand(CommandSurroundings surroundings)
        : base(surroundings, "list", "Lists the bans that hold on a silo, those that end last first.", "agentbus bans list --token-file operator.token")
    {
        Complete((parsed, cancellationToken) =>
            Ask(parsed).ListAsync(new QueryText("admin/bans"), "bans", ["kind", "name", "reason", "count", "since", "until"], cancellationToken));
    }
}

using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Operations;

/// <summary>agentbus bans lift: lets somebody in again.</summary>
internal sealed class BansLiftCommand : OperatorCommand
{
    private readonly Argument<string> _kind = new Argument<string>("KIND") { Description = "What is banned: address or subject." }.AcceptOnlyFromAmong("address", "subject");
    private readonly Argument<string> _name = new("NAME") { Description = "The name of it, as bans list prints it." };

    public BansLiftCommand(CommandSurroundings surroundings)
        : base(
            surroundings,
            "lift",
            "Ends a ban and forgets what led to it.",
            "agentbus bans lift address 203.0.113.7 --token-file operator.token",
            "agentbus bans lift subject acme/robot-1")
    {
        Add(_kind);
        Add(_name);
        Complete((parsed, cancellationToken) => Ask(parsed).RemoveAsync(
            new QueryText("admin/bans").With("kind", parsed.GetRequiredValue(_kind)).With("name", parsed.GetRequiredValue(_name)), cancellationToken));
    }
}

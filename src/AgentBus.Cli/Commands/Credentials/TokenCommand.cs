using System.CommandLine;

namespace AgentBus.Cli.Commands.Credentials;

/// <summary>agentbus token: tokens of agents and people.</summary>
internal sealed class TokenCommand : Command
{
    public TokenCommand(CommandSurroundings surroundings)
        : base("token", "Makes tokens with an issuer's key, and looks into tokens.")
    {
        Add(new TokenCreateCommand(surroundings));
        Add(new TokenInspectCommand(surroundings));
    }
}

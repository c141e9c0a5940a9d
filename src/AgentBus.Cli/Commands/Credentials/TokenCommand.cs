using System.CommandLine;

namespace AgentBus.Cli.Commands.Credentials;

/// <summary>agentbus token: tokens of agents and people.</summary>
internal sealed class TokenCommand : Command
{
    public TokenCommand(CommandSurroundings surroundings)
        : base("token", "Makes tokens with an issuer's key, looks into tokens, and revokes them.")
    {
        Add(new TokenCreateCommand(surroundings));
        Add(new TokenInspectCommand(surroundings));
        Add(new TokenRevokeCommand(surroundings));
    }
}

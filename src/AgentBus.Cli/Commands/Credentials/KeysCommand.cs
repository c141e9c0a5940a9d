using System.CommandLine;

namespace AgentBus.Cli.Commands.Credentials;

/// <summary>agentbus keys: key pairs of issuers.</summary>
internal sealed class KeysCommand : Command
{
    public KeysCommand(CommandSurroundings surroundings)
        : base("keys", "Makes the key pair of an issuer of tokens.") => Add(new KeysCreateCommand(surroundings));
}

using System.CommandLine;

namespace AgentBus.Cli.Commands.Credentials;

/// <summary>agentbus keys: key pairs of issuers and reviewers.</summary>
internal sealed class KeysCommand : Command
{
    public KeysCommand(CommandSurroundings surroundings)
        : base("keys", "Key pairs: of issuers of tokens, and of people who sign votes.")
    {
        Add(new KeysCreateCommand(surroundings));
        Add(new KeysRegisterCommand(surroundings));
        Add(KeysChangeCommand.Confirm(surroundings));
        Add(KeysChangeCommand.Revoke(surroundings));
    }
}

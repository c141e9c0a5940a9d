using System.CommandLine;

namespace AgentBus.Cli.Commands.DeadLetters;

/// <summary>agentbus deadletters: messages that reached nobody.</summary>
internal sealed class DeadLettersCommand : Command
{
    public DeadLettersCommand(CommandSurroundings surroundings)
        : base("deadletters", "Messages that reached nobody: why, and what to do with them. For admins of the tenant.")
    {
        Add(new DeadLettersListCommand(surroundings));
        Add(new DeadLetterShowCommand(surroundings));
        Add(new DeadLetterReplayCommand(surroundings));
        Add(new DeadLetterDiscardCommand(surroundings));
    }
}

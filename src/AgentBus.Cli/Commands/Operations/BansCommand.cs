using System.CommandLine;

namespace AgentBus.Cli.Commands.Operations;

/// <summary>agentbus bans: who a silo keeps out for what it did.</summary>
internal sealed class BansCommand : Command
{
    public BansCommand(CommandSurroundings surroundings)
        : base("bans", "Bans: whom a silo keeps out for a while, and why.")
    {
        Add(new BansListCommand(surroundings));
        Add(new BansLiftCommand(surroundings));
    }
}

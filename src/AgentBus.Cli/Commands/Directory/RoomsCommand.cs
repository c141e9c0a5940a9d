using System.CommandLine;
using AgentBus.Cli.Commands.Messages;

namespace AgentBus.Cli.Commands.Directory;

/// <summary>agentbus rooms: the rooms of the tenant and what was said in them.</summary>
internal sealed class RoomsCommand : Command
{
    public RoomsCommand(CommandSurroundings surroundings)
        : base("rooms", "Rooms, their channels, and their history.")
    {
        Add(new RoomsListCommand(surroundings));
        Add(new RoomsInfoCommand(surroundings));
        Add(new HistoryCommand(surroundings));
    }
}

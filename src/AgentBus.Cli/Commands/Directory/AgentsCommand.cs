using System.CommandLine;
using AgentBus.Cli.Commands.Operations;

namespace AgentBus.Cli.Commands.Directory;

/// <summary>agentbus agents: the agents of the tenant.</summary>
internal sealed class AgentsCommand : Command
{
    public AgentsCommand(CommandSurroundings surroundings)
        : base("agents", "Agents: who there is, what they can do, and who may not take part.")
    {
        Add(new AgentsListCommand(surroundings));
        Add(new AgentsShowCommand(surroundings));
        Add(AgentsSwitchCommand.Disable(surroundings));
        Add(AgentsSwitchCommand.Enable(surroundings));
        Add(KillCommand.OfAgent(surroundings));
    }
}

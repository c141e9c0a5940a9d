using System.CommandLine;

namespace AgentBus.Cli.Commands.Silo;

/// <summary>agentbus config: what the silo says of its configuration.</summary>
internal sealed class ConfigCommand : Command
{
    public ConfigCommand(CommandSurroundings surroundings)
        : base("config", "Checks, shows and documents the configuration of a silo.")
    {
        Add(new ConfigCheckCommand(surroundings));
        Add(new ConfigShowCommand(surroundings));
        Add(new ConfigDocCommand(surroundings));
    }
}

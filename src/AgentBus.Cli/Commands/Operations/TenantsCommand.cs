using System.CommandLine;

namespace AgentBus.Cli.Commands.Operations;

/// <summary>agentbus tenants: stops and resumes what flows in a tenant.</summary>
internal sealed class TenantsCommand : Command
{
    public TenantsCommand(CommandSurroundings surroundings)
        : base("tenants", "Tenants: stops all traffic of one, or all of its agents, and lets them go on.")
    {
        Add(new TenantsLockdownCommand(surroundings));
        Add(new TenantsReleaseCommand(surroundings));
        Add(KillCommand.OfTenant(surroundings));
        Add(new TenantsEnableCommand(surroundings));
    }
}

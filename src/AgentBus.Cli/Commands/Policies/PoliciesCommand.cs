using System.CommandLine;

namespace AgentBus.Cli.Commands.Policies;

/// <summary>agentbus policies: the bundles of a tenant on a running bus.</summary>
internal sealed class PoliciesCommand : Command
{
    public PoliciesCommand(CommandSurroundings surroundings)
        : base("policies", "Policy bundles of a tenant: brings them, tries them on a part of the messages, puts them in force and takes them back; and what an agent may do by them. To work on files see policy.")
    {
        Add(new PoliciesPushCommand(surroundings));
        Add(new PoliciesStatusCommand(surroundings));
        Add(new PoliciesCanaryCommand(surroundings));
        Add(new PoliciesActivateCommand(surroundings));
        Add(new PoliciesRollbackCommand(surroundings));
        Add(new PoliciesCheckCommand(surroundings));
    }
}

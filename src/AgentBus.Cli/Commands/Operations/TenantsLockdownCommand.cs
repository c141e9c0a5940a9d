using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Operations;

/// <summary>agentbus tenants lockdown: stops a tenant's traffic.</summary>
internal sealed class TenantsLockdownCommand : OperatorCommand
{
    private readonly Argument<string> _tenant = Destination.NameArgument("TENANT", "The tenant.");

    public TenantsLockdownCommand(CommandSurroundings surroundings)
        : base(
            surroundings,
            "lockdown",
            "Stops the traffic of a tenant on all silos, but for the message types that its settings except.",
            "agentbus tenants lockdown acme --token-file operator.token")
    {
        Add(_tenant);
        Complete((parsed, cancellationToken) => Ask(parsed).DoAsync(new QueryText($"admin/lockdown/{Part(parsed.GetRequiredValue(_tenant))}"), [], cancellationToken));
    }
}

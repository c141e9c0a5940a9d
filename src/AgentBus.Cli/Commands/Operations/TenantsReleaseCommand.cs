using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Operations;

/// <summary>agentbus tenants release: lets a tenant's traffic flow again.</summary>
internal sealed class TenantsReleaseCommand : OperatorCommand
{
    private readonly Argument<string> _tenant = Destination.NameArgument("TENANT", "The tenant.");

    public TenantsReleaseCommand(CommandSurroundings surroundings)
        : base(surroundings, "release", "Ends the lockdown of a tenant.", "agentbus tenants release acme --token-file operator.token")
    {
        Add(_tenant);
        Complete((parsed, cancellationToken) => Ask(parsed).RemoveAsync(new QueryText($"admin/lockdown/{Part(parsed.GetRequiredValue(_tenant))}"), cancellationToken));
    }
}

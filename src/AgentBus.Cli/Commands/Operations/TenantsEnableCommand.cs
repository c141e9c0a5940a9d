using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Operations;

/// <summary>agentbus tenants enable: takes the kill switch of a tenant back.</summary>
internal sealed class TenantsEnableCommand : OperatorCommand
{
    private readonly Argument<string> _tenant = Destination.NameArgument("TENANT", "The tenant.");

    public TenantsEnableCommand(CommandSurroundings surroundings)
        : base(
            surroundings,
            "enable",
            "Lets a tenant go on that was stopped by \"tenants kill\". A lockdown, and agents that are disabled, stay as they are.",
            "agentbus tenants enable acme --token-file operator.token")
    {
        Add(_tenant);
        Complete((parsed, cancellationToken) => Ask(parsed).DoAsync(new QueryText($"admin/tenants/{Part(parsed.GetRequiredValue(_tenant))}/enable"), [], cancellationToken));
    }
}

using System.CommandLine;
using AgentBus.Cli.Commands.Operations;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Policies;

/// <summary>agentbus policies status: which are in force.</summary>
internal sealed class PoliciesStatusCommand : OperatorCommand
{
    private readonly Option<string> _tenant = TenantOption("Whose policies");

    public PoliciesStatusCommand(CommandSurroundings surroundings)
        : base(surroundings, "status", "Tells which policies a tenant has, and which bundles it keeps.", "agentbus policies status --tenant acme --token-file operator.token")
    {
        Add(_tenant);
        Complete((parsed, cancellationToken) => Ask(parsed).ShowAsync(new QueryText($"admin/policies/{Part(parsed.GetValue(_tenant) ?? DefaultTenant)}"), cancellationToken));
    }
}

using System.CommandLine;
using AgentBus.Cli.Commands.Operations;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Policies;

/// <summary>agentbus policies rollback: takes a bundle back.</summary>
internal sealed class PoliciesRollbackCommand : OperatorCommand
{
    private readonly Option<string> _tenant = TenantOption("Whose bundle it is");

    public PoliciesRollbackCommand(CommandSurroundings surroundings)
        : base(
            surroundings,
            "rollback",
            "Ends the trial of a bundle; where there is none, puts the bundle before in force again.",
            "agentbus policies rollback --tenant acme --token-file operator.token")
    {
        Add(_tenant);
        Complete((parsed, cancellationToken) => Ask(parsed).DoAsync(new QueryText($"admin/policies/{Part(parsed.GetValue(_tenant) ?? DefaultTenant)}/rollback"), [], cancellationToken));
    }
}

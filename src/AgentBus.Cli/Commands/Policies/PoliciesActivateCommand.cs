using System.CommandLine;
using AgentBus.Cli.Commands.Operations;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Policies;

/// <summary>agentbus policies activate: puts a bundle in force.</summary>
internal sealed class PoliciesActivateCommand : OperatorCommand
{
    private readonly Argument<string> _revision = PolicyRevision.Argument();
    private readonly Option<string> _tenant = TenantOption("Whose bundle it is");

    public PoliciesActivateCommand(CommandSurroundings surroundings)
        : base(
            surroundings,
            "activate",
            "Puts a tested bundle in force for all messages. A trial ends by it.",
            "agentbus policies activate 9f2c41d7 --tenant acme --token-file operator.token")
    {
        Add(_revision);
        Add(_tenant);
        Complete((parsed, cancellationToken) => Ask(parsed).DoAsync(
            new QueryText($"admin/policies/{Part(parsed.GetValue(_tenant) ?? DefaultTenant)}/{Part(parsed.GetRequiredValue(_revision))}/activate"), [], cancellationToken));
    }
}

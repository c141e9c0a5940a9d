using System.CommandLine;
using AgentBus.Cli.Commands.Operations;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Policies;

/// <summary>agentbus policies canary: tries a bundle on a part of the messages.</summary>
internal sealed class PoliciesCanaryCommand : OperatorCommand
{
    private readonly Argument<string> _revision = PolicyRevision.Argument();
    private readonly Option<int> _percent = new("--percent") { Description = "The part of the messages that it decides, 0 to 100; 0 ends the trial.", HelpName = "PERCENT", Required = true };
    private readonly Option<string> _tenant = TenantOption("Whose bundle it is");

    public PoliciesCanaryCommand(CommandSurroundings surroundings)
        : base(
            surroundings,
            "canary",
            "Has a tested bundle decide a part of the messages: the same ones at every retry.",
            "agentbus policies canary 9f2c41d7 --percent 10 --tenant acme --token-file operator.token")
    {
        Add(_revision);
        Add(_percent);
        Add(_tenant);
        Complete((parsed, cancellationToken) => Ask(parsed).DoAsync(
            new QueryText($"admin/policies/{Part(parsed.GetValue(_tenant) ?? DefaultTenant)}/{Part(parsed.GetRequiredValue(_revision))}/canary"),
            new() { ["percent"] = parsed.GetRequiredValue(_percent) },
            cancellationToken));
    }
}

using System.CommandLine;
using AgentBus.Cli.Commands.Operations;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Directory;

/// <summary>agentbus agents disable and enable: whether an agent may take part.</summary>
internal sealed class AgentsSwitchCommand : OperatorCommand
{
    private readonly Argument<string> _agent = Destination.NameArgument("AGENT", "The agent.");
    private readonly Option<string> _tenant = TenantOption("Its tenant");

    private AgentsSwitchCommand(CommandSurroundings surroundings, string verb, string description, params string[] examples)
        : base(surroundings, verb, description, examples)
    {
        Add(_agent);
        Add(_tenant);
        Complete((parsed, cancellationToken) => Ask(parsed).DoAsync(
            new QueryText($"admin/agents/{Part(parsed.GetValue(_tenant) ?? DefaultTenant)}/{parsed.GetRequiredValue(_agent)}/{verb}"), [], cancellationToken));
    }

    public static AgentsSwitchCommand Disable(CommandSurroundings surroundings) => new(
        surroundings,
        "disable",
        "Ends the sessions of an agent at once, and lets it open none.",
        "agentbus agents disable robot-1 --token-file operator.token",
        "agentbus agents disable robot-1 --tenant acme --admin-url http://127.0.0.1:9090");

    public static AgentsSwitchCommand Enable(CommandSurroundings surroundings) => new(
        surroundings,
        "enable",
        "Lets an agent that was disabled take part again.",
        "agentbus agents enable robot-1 --token-file operator.token");
}

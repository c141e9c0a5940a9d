using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Directory;

/// <summary>agentbus agents disable and enable: whether an agent may take part.</summary>
internal sealed class AgentsSwitchCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Argument<string> _agent = Destination.NameArgument("AGENT", "The agent.");
    private readonly Option<string> _tenant = new("--tenant") { Description = "Its tenant; default-tenant if not given.", HelpName = "TENANT" };
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    private AgentsSwitchCommand(CommandSurroundings surroundings, string verb, string description, params string[] examples)
        : base(verb, description, examples)
    {
        _surroundings = surroundings;
        Add(_agent);
        Add(_tenant);
        Add(_output);
        _connection.AddTo(this);
        _connection.AddAdminTo(this);
        SetAction((parsed, cancellationToken) => new BusQuestion(_surroundings, _connection, parsed, parsed.GetValue(_output)) { IsForOperators = true }.DoAsync(
            new QueryText($"admin/agents/{Uri.EscapeDataString(parsed.GetValue(_tenant) ?? "default-tenant")}/{parsed.GetRequiredValue(_agent)}/{verb}"), [], cancellationToken));
    }

    public static AgentsSwitchCommand Disable(CommandSurroundings surroundings) => new(
        surroundings,
        "disable",
        "Ends the sessions of an agent at once, and lets it open none. For operators of the silo; it asks the internal listener.",
        "agentbus agents disable robot-1 --token-file operator.token",
        "agentbus agents disable robot-1 --tenant acme --admin-url http://127.0.0.1:9090");

    public static AgentsSwitchCommand Enable(CommandSurroundings surroundings) => new(
        surroundings,
        "enable",
        "Lets an agent that was disabled take part again. For operators of the silo; it asks the internal listener.",
        "agentbus agents enable robot-1 --token-file operator.token");
}

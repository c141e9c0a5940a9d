using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Directory;

/// <summary>agentbus agents disable: an agent may not take part any more.</summary>
internal sealed class AgentsDisableCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Argument<string> _agent = Destination.NameArgument("AGENT", "The agent.");
    private readonly Option<string> _tenant = new("--tenant") { Description = "Its tenant; default-tenant if not given.", HelpName = "TENANT" };
    private readonly Option<string> _reason = new("--reason") { Description = "Why, for the evidence.", HelpName = "TEXT", Required = true };
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public AgentsDisableCommand(CommandSurroundings surroundings)
        : base(
            "disable",
            "Ends the sessions of an agent and refuses it from now on. For operators of the silo; it asks the internal listener.",
            "agentbus agents disable robot-1 --reason \"its key leaked\" --token-file operator.token",
            "agentbus agents disable robot-1 --reason \"its key leaked\" --admin-url http://127.0.0.1:9090")
    {
        _surroundings = surroundings;
        Add(_agent);
        Add(_reason);
        Add(_tenant);
        Add(_output);
        _connection.AddTo(this);
        _connection.AddAdminTo(this);
        SetAction((parsed, cancellationToken) => new BusQuestion(_surroundings, _connection, parsed, parsed.GetValue(_output)) { IsForOperators = true }.DoAsync(
            new QueryText($"admin/tenants/{Uri.EscapeDataString(parsed.GetValue(_tenant) ?? "default-tenant")}/agents/{parsed.GetRequiredValue(_agent)}/disable"),
            new JsonObject { ["reason"] = parsed.GetRequiredValue(_reason) },
            cancellationToken));
    }
}

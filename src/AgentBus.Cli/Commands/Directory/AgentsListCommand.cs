using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Directory;

/// <summary>agentbus agents list: who there is (AGT-06).</summary>
internal sealed class AgentsListCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Option<string?> _capability = new("--capability") { Description = "Those with this capability: its name, or name@version.", HelpName = "NAME" };
    private readonly Option<string?> _type = new Option<string?>("--type") { Description = "Those of this type." }.AcceptOnlyFromAmong("agent", "human", "group", "dashboard", "service");
    private readonly Option<string?> _status = new Option<string?>("--status") { Description = "Those that stand here; active if not given." }
        .AcceptOnlyFromAmong("any", "registered", "active", "suspended", "retired", "disabled");

    private readonly Option<string?> _presence = new Option<string?>("--presence") { Description = "Those that are there now, or are not." }.AcceptOnlyFromAmong("offline", "idle", "online");
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public AgentsListCommand(CommandSurroundings surroundings)
        : base(
            "list",
            "Lists the agents of the tenant, in the order of their ids.",
            "agentbus agents list --token-file you.token",
            "agentbus agents list --capability summarise --presence online --output json")
    {
        _surroundings = surroundings;
        foreach (var option in (Option[])[_capability, _type, _status, _presence, _output])
        {
            Add(option);
        }

        _connection.AddTo(this);
        SetAction(ListAsync);
    }

    private Task<int> ListAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var query = new QueryText("api/v1/agents")
            .With("capability", parsed.GetValue(_capability)).With("type", parsed.GetValue(_type))
            .With("status", parsed.GetValue(_status)).With("presence", parsed.GetValue(_presence));
        return new BusQuestion(_surroundings, _connection, parsed, parsed.GetValue(_output))
            .ListAsync(query, "agents", ["agent_id", "type", "status", "presence", "last_seen", "name", "version", "capabilities"], cancellationToken);
    }
}

using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Cases;

/// <summary>agentbus cases list: what waits, in the order in which to look at it.</summary>
internal sealed class CasesListCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Option<string?> _state = new Option<string?>("--state") { Description = "Those that stand here; all that are not over if not given." }
        .AcceptOnlyFromAmong("open", "delivering", "granted", "delivered", "rejected", "expired", "cancelled", "refused");

    private readonly Option<string?> _sender = new("--sender") { Description = "Those of this agent.", HelpName = "AGENT" };
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public CasesListCommand(CommandSurroundings surroundings)
        : base(
            "list",
            "Lists the cases that you may see: those that wait, in the order in which to look at them, or those of a state.",
            "agentbus cases list --token-file you.token",
            "agentbus cases list --state rejected --sender robot-1 --output json")
    {
        _surroundings = surroundings;
        foreach (var option in (Option[])[_state, _sender, _output])
        {
            Add(option);
        }

        _connection.AddTo(this);
        SetAction(ListAsync);
    }

    private Task<int> ListAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        new BusQuestion(_surroundings, _connection, parsed, parsed.GetValue(_output)).ListAsync(
            new QueryText("api/v1/cases").With("state", parsed.GetValue(_state)).With("sender", parsed.GetValue(_sender)),
            "cases",
            ["case_id", "state", "risk", "sender", "action", "target", "approvals", "rejections", "deadline", "why"],
            cancellationToken);
}

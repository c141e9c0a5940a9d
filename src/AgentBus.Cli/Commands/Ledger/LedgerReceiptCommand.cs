using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.Ledger;

/// <summary>agentbus ledger receipt: the provable decisions on a message.</summary>
internal sealed class LedgerReceiptCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Argument<string> _message = new("MESSAGE") { Description = "The message's id." };

    public LedgerReceiptCommand(CommandSurroundings surroundings)
        : base(
            "receipt",
            "Prints the receipt of a message that the caller sent or got: each decision on it with its proof, JSON. Whoever has the bus's public key can check it: ledger verify-receipt.",
            "agentbus ledger receipt 01a1ff73-36ab-725d-9f49-e38122750676 --token-file robot-1.token > receipt.json",
            "agentbus ledger receipt 01a1ff73-36ab-725d-9f49-e38122750676 | agentbus ledger verify-receipt - --key ledger.pub.pem")
    {
        _surroundings = surroundings;
        Add(_message);
        _connection.AddTo(this);
        SetAction(ReadAsync);
    }

    private async Task<int> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var http = new BusHttp(_connection.Url(parsed, _surroundings), _connection.Credential(parsed, _surroundings), _connection.Patience(parsed));
        var answer = await http.GetAsync($"api/v1/receipts/{Uri.EscapeDataString(parsed.GetRequiredValue(_message))}", cancellationToken);
        JsonOutput.Write(_surroundings.Output, answer["data"] as JsonObject ?? answer);
        return ExitCodes.Done;
    }
}

using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Ledgers;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.Ledger;

/// <summary>agentbus ledger lineage: message, action, artifact (AUD-04).</summary>
internal sealed class LedgerLineageCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Argument<string> _message = new("MESSAGE") { Description = "The message's id." };
    private readonly Option<FileInfo> _database = LedgerSource.Database();
    private readonly Option<string?> _tenant = LedgerSource.Tenant();
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public LedgerLineageCommand(CommandSurroundings surroundings)
        : base(
            "lineage",
            "Prints what led to a message and what it led to, with the actions and the artifacts that they name. The exit code is 1 if the ledger has nothing on it.",
            "agentbus ledger lineage 01a1ff73-36ab-725d-9f49-e38122750676 --token-file auditor.token",
            "agentbus ledger lineage 01a1ff73-36ab-725d-9f49-e38122750676 --database copy.db --tenant acme --output json")
    {
        _surroundings = surroundings;
        Add(_message);
        foreach (var option in (Option[])[_database, _tenant, _output])
        {
            Add(option);
        }

        _connection.AddTo(this);
        SetAction(ShowAsync);
    }

    private async Task<int> ShowAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var message = parsed.GetRequiredValue(_message);
        var lineage = parsed.GetValue(_database) is { } database
            ? await OfFileAsync(database, parsed.GetValue(_tenant), message, cancellationToken)
            : await OfBusAsync(parsed, message, cancellationToken);
        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            JsonOutput.Write(_surroundings.Output, lineage);
            return ExitCodes.Done;
        }

        ObjectTable.WriteRows(_surroundings.Output, lineage["messages"]!.AsArray().OfType<JsonObject>(), "message_id", "parent_id", "actor", "at", "decision", "action", "tool", "artifacts");
        if (lineage["artifacts"] is JsonArray { Count: > 0 } artifacts)
        {
            ObjectTable.WriteRows(_surroundings.Output, artifacts.OfType<JsonObject>(), "sha256", "messages");
        }

        return ExitCodes.Done;
    }

    private async Task<JsonObject> OfBusAsync(ParseResult parsed, string message, CancellationToken cancellationToken)
    {
        using var http = new BusHttp(_connection.Url(parsed, _surroundings), _connection.Credential(parsed, _surroundings), _connection.Patience(parsed));
        return (JsonObject)(await http.GetAsync($"api/v1/audit/lineage/{Uri.EscapeDataString(message)}", cancellationToken))["data"]!;
    }

    private static async Task<JsonObject> OfFileAsync(FileInfo database, string? tenant, string message, CancellationToken cancellationToken)
    {
        using var ledger = await OfflineLedger.OpenAsync(database, tenant, cancellationToken);
        return await ledger.LineageAsync(message, cancellationToken) ?? throw new CommandFailure($"The ledger has nothing on the message {message}. (not_found)");
    }
}

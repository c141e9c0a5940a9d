using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Ledgers;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.Ledger;

/// <summary>agentbus ledger export: entries with their proofs, one a line.</summary>
internal sealed class LedgerExportCommand : ExampleCommand
{
    private const int PageSize = 500;

    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly AuditSymbols _filter = new();
    private readonly Option<FileInfo> _database = LedgerSource.Database();
    private readonly Option<string?> _tenant = LedgerSource.Tenant();

    public LedgerExportCommand(CommandSurroundings surroundings)
        : base(
            "export",
            "Prints entries of a ledger, oldest first, as JSON Lines: each line is a receipt that ledger verify-receipt checks without a bus.",
            "agentbus ledger export --token-file auditor.token > ledger.jsonl",
            "agentbus ledger export --database copy.db --tenant acme --from 2026-01-01T00:00:00Z --until 2026-02-01T00:00:00Z > january.jsonl")
    {
        _surroundings = surroundings;
        _filter.AddTo(this);
        Add(_database);
        Add(_tenant);
        _connection.AddTo(this);
        SetAction(ExportAsync);
    }

    private async Task<int> ExportAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var progress = new ProgressLine(_surroundings, "entries");
        if (parsed.GetValue(_database) is { } database)
        {
            using var ledger = await OfflineLedger.OpenAsync(database, parsed.GetValue(_tenant), cancellationToken);
            await foreach (var receipt in ledger.QueryAsync(_filter.Filter(parsed), newestFirst: false, withProofs: true, cancellationToken))
            {
                Write(receipt, progress);
            }

            return ExitCodes.Done;
        }

        using var http = new BusHttp(_connection.Url(parsed, _surroundings), _connection.Credential(parsed, _surroundings), _connection.Patience(parsed));
        var query = _filter.Query(parsed).With("order", "oldest").With("proofs", "true").With("limit", $"{PageSize}");
        string? cursor = null;
        do
        {
            var answer = await http.GetAsync(query.With("cursor", cursor).Text, cancellationToken);
            foreach (var entry in answer["data"]!["entries"]!.AsArray().OfType<JsonObject>())
            {
                Write(Receipt((string?)answer["data"]!["checkpoint"], entry), progress);
            }

            cursor = (string?)answer["pagination"]?["next_cursor"];
        }
        while (cursor is not null);
        return ExitCodes.Done;
    }

    private static JsonObject Receipt(string? checkpoint, JsonObject entry) => new()
    {
        ["tenant"] = (string?)entry["entry"]!["tenant"],
        ["checkpoint"] = checkpoint,
        ["entries"] = new JsonArray(new JsonObject { ["entry"] = entry["entry"]!.DeepClone(), ["path"] = entry["path"]!.DeepClone() }),
    };

    private void Write(JsonObject receipt, ProgressLine progress)
    {
        JsonOutput.WriteLine(_surroundings.Output, receipt);
        progress.Step();
    }
}

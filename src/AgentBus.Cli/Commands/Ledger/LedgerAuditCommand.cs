using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Ledgers;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.Ledger;

/// <summary>agentbus ledger audit: entries by what they are about (AUD-13).</summary>
internal sealed class LedgerAuditCommand : ExampleCommand
{
    private const int DefaultLimit = 100;
    private static readonly string[] Columns = ["index", "at", "kind", "actor", "message_id", "decision", "code", "count", "room", "channel", "sequence"];

    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly AuditSymbols _filter = new();
    private readonly Option<FileInfo> _database = LedgerSource.Database();
    private readonly Option<string?> _tenant = LedgerSource.Tenant();
    private readonly Option<int?> _limit = Parsing.Number("--limit", "-l", $"At most so many; {DefaultLimit} if not given.", 1, int.MaxValue);
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public LedgerAuditCommand(CommandSurroundings surroundings)
        : base(
            "audit",
            "Lists entries of a ledger, newest first. For auditors of the tenant, or of a database without a bus.",
            "agentbus ledger audit --agent robot-1 --decision refused --from 2026-01-31T00:00:00Z --token-file auditor.token",
            "agentbus ledger audit --database copy.db --tenant acme --code policy_denied --output json")
    {
        _surroundings = surroundings;
        _filter.AddTo(this);
        foreach (var option in (Option[])[_database, _tenant, _limit, _output])
        {
            Add(option);
        }

        _connection.AddTo(this);
        SetAction(ListAsync);
    }

    private async Task<int> ListAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var limit = parsed.GetValue(_limit) ?? DefaultLimit;
        if (parsed.GetValue(_database) is not { } database)
        {
            return await new BusQuestion(_surroundings, _connection, parsed, parsed.GetValue(_output)).ListAsync(_filter.Query(parsed), "entries", Columns, cancellationToken, limit);
        }

        using var ledger = await OfflineLedger.OpenAsync(database, parsed.GetValue(_tenant), cancellationToken);
        var found = await ledger.QueryAsync(_filter.Filter(parsed), newestFirst: true, withProofs: false, cancellationToken).Take(limit).ToListAsync(cancellationToken);
        Print(found, parsed.GetValue(_output));
        return ExitCodes.Done;
    }

    private void Print(List<JsonObject> found, OutputFormat? format)
    {
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(_surroundings.Output, new JsonArray([.. found]));
        }
        else if (found.Count == 0)
        {
            _surroundings.Output.WriteLine("no entries");
        }
        else
        {
            ObjectTable.WriteRows(_surroundings.Output, found, Columns);
        }
    }
}

using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Ledgers;
using AgentBus.Cli.Rendering;
using AgentBus.Storage;

namespace AgentBus.Cli.Commands.Ledger;

/// <summary>agentbus ledger head: the latest signed head, to be kept outside.</summary>
internal sealed class LedgerHeadCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Option<FileInfo> _database = LedgerSource.Database();
    private readonly Option<string?> _tenant = LedgerSource.Tenant();
    private readonly Option<bool> _note = new("--note") { Description = "Prints the signed head alone, as ledger verify --since takes it." };
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public LedgerHeadCommand(CommandSurroundings surroundings)
        : base(
            "head",
            "Prints the latest signed head of a ledger. Kept where the bus cannot reach, it finds out any later change of what it covers. For auditors of the tenant.",
            "agentbus ledger head --token-file auditor.token",
            "agentbus ledger head --note --token-file auditor.token > kept/acme.head",
            "agentbus ledger head --database copy.db --tenant acme --note")
    {
        _surroundings = surroundings;
        foreach (var option in (Option[])[_database, _tenant, _note, _output])
        {
            Add(option);
        }

        _connection.AddTo(this);
        SetAction(ShowAsync);
    }

    private async Task<int> ShowAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var head = parsed.GetValue(_database) is { } database
            ? await OfFileAsync(database, parsed.GetValue(_tenant), cancellationToken)
            : await OfBusAsync(parsed, cancellationToken);
        if (parsed.GetValue(_note))
        {
            _surroundings.Output.Write((string?)head["checkpoint"]);
        }
        else if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            JsonOutput.Write(_surroundings.Output, head);
        }
        else
        {
            ObjectTable.WriteMembers(_surroundings.Output, head);
        }

        return ExitCodes.Done;
    }

    private async Task<JsonObject> OfBusAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var http = new BusHttp(_connection.Url(parsed, _surroundings), _connection.Credential(parsed, _surroundings), _connection.Patience(parsed));
        return (JsonObject)(await http.GetAsync("api/v1/audit/head", cancellationToken))["data"]!;
    }

    private static async Task<JsonObject> OfFileAsync(FileInfo database, string? tenant, CancellationToken cancellationToken)
    {
        using var file = SqliteLedgerFile.Open(database.FullName);
        var name = await OfflineLedger.TenantAsync(file, tenant, cancellationToken);
        var head = await file.Ledgers.FindLatestHeadAsync(name, cancellationToken) ?? throw new CommandFailure($"The ledger of {name} has no signed head.");
        return new JsonObject
        {
            ["size"] = head.Head.Size, ["root"] = $"{head.Head.Root}", ["signed_at"] = DeliveryView.Time(head.At), ["checkpoint"] = head.Note,
        };
    }
}

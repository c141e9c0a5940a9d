using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Ledgers;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.Ledger;

/// <summary>agentbus ledger life: what was decided on a message, and what became of it.</summary>
internal sealed class LedgerLifeCommand : ExampleCommand
{
    private static readonly string[] Columns = ["index", "at", "decision", "code", "actor", "room", "channel", "sequence"];

    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Argument<string> _message = new("MESSAGE") { Description = "The message's id." };
    private readonly Option<FileInfo> _database = LedgerSource.Database();
    private readonly Option<string?> _tenant = LedgerSource.Tenant();
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public LedgerLifeCommand(CommandSurroundings surroundings)
        : base(
            "life",
            "Prints a message's life: the decisions on it, and whether it was acknowledged, expired or became a dead letter. The exit code is 1 if the ledger has nothing on it.",
            "agentbus ledger life 01a1ff73-36ab-725d-9f49-e38122750676 --token-file auditor.token",
            "agentbus ledger life 01a1ff73-36ab-725d-9f49-e38122750676 --database copy.db --tenant acme")
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
        if (parsed.GetValue(_database) is not { } database)
        {
            return await new BusQuestion(_surroundings, _connection, parsed, parsed.GetValue(_output))
                .ListAsync(new QueryText($"api/v1/audit/messages/{Uri.EscapeDataString(message)}"), "entries", Columns, cancellationToken);
        }

        using var ledger = await OfflineLedger.OpenAsync(database, parsed.GetValue(_tenant), cancellationToken);
        var life = await ledger.LifeAsync(message, cancellationToken);
        if (life.Count == 0)
        {
            throw new CommandFailure($"The ledger has nothing on the message {message}. (not_found)");
        }

        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            JsonOutput.Write(_surroundings.Output, new JsonArray([.. life]));
        }
        else
        {
            ObjectTable.WriteRows(_surroundings.Output, life, Columns);
        }

        return ExitCodes.Done;
    }
}

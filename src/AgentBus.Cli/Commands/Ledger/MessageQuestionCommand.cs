using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Ledgers;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.Ledger;

/// <summary>A question about one message, to a bus or to a database.</summary>
internal abstract class MessageQuestionCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Argument<string> _message = new("MESSAGE") { Description = "The message's id." };
    private readonly Option<FileInfo> _database = LedgerSource.Database();
    private readonly Option<string?> _tenant = LedgerSource.Tenant();
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    /// <param name="surroundings">Where it runs.</param>
    /// <param name="name">Its name, which the API has too.</param>
    /// <param name="description">What it prints.</param>
    protected MessageQuestionCommand(CommandSurroundings surroundings, string name, string description)
        : base(
            name,
            description,
            $"agentbus ledger {name} 01a1ff73-36ab-725d-9f49-e38122750676 --token-file auditor.token",
            $"agentbus ledger {name} 01a1ff73-36ab-725d-9f49-e38122750676 --database copy.db --tenant acme")
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

    /// <summary>Where the API answers it, behind <c>api/v1/audit/</c>.</summary>
    protected abstract string Path { get; }

    /// <summary>Answers it from a database as the API would; null: the ledger has nothing on the message.</summary>
    protected abstract Task<JsonNode?> AnswerAsync(OfflineLedger ledger, string message, CancellationToken cancellationToken);

    /// <summary>Takes out of the API's data what is printed as JSON.</summary>
    protected abstract JsonNode Of(JsonNode data);

    /// <summary>Prints the answer as tables.</summary>
    protected abstract void Print(TextWriter output, JsonNode answer);

    private async Task<int> ShowAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var message = parsed.GetRequiredValue(_message);
        var answer = parsed.GetValue(_database) is { } database
            ? await OfFileAsync(database, parsed.GetValue(_tenant), message, cancellationToken)
            : await OfBusAsync(parsed, message, cancellationToken);
        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            JsonOutput.Write(_surroundings.Output, answer);
        }
        else
        {
            Print(_surroundings.Output, answer);
        }

        return ExitCodes.Done;
    }

    private async Task<JsonNode> OfBusAsync(ParseResult parsed, string message, CancellationToken cancellationToken)
    {
        using var http = new BusHttp(_connection.Url(parsed, _surroundings), _connection.Credential(parsed, _surroundings), _connection.Patience(parsed));
        return Of((await http.GetAsync($"api/v1/audit/{Path}/{Uri.EscapeDataString(message)}", cancellationToken))["data"]!);
    }

    private async Task<JsonNode> OfFileAsync(FileInfo database, string? tenant, string message, CancellationToken cancellationToken)
    {
        using var ledger = await OfflineLedger.OpenAsync(database, tenant, cancellationToken);
        return await AnswerAsync(ledger, message, cancellationToken) ?? throw new CommandFailure($"The ledger has nothing on the message {message}. (not_found)");
    }
}

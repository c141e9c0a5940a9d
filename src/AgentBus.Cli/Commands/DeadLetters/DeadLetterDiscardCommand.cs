using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.DeadLetters;

/// <summary>agentbus deadletters discard: removes one for good.</summary>
internal sealed class DeadLetterDiscardCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Argument<long> _id = LetterSymbols.Id();
    private readonly Option<string> _reason = new("--reason") { Description = "Why, for the evidence that stays.", HelpName = "TEXT", Required = true };
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public DeadLetterDiscardCommand(CommandSurroundings surroundings)
        : base("discard", "Removes a dead letter for good; that it was there, who removed it and why stays in the evidence.", "agentbus deadletters discard 17 --reason \"a test message\" --token-file operator.token")
    {
        _surroundings = surroundings;
        Add(_id);
        Add(_reason);
        Add(_output);
        _connection.AddTo(this);
        SetAction((parsed, cancellationToken) => new BusQuestion(_surroundings, _connection, parsed, parsed.GetValue(_output))
            .DoAsync(new QueryText($"api/v1/deadletters/{parsed.GetRequiredValue(_id)}/discard"), new JsonObject { ["reason"] = parsed.GetRequiredValue(_reason) }, cancellationToken));
    }
}

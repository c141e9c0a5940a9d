using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.DeadLetters;

/// <summary>agentbus deadletters discard: removes one for good, or many.</summary>
internal sealed class DeadLetterDiscardCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly LetterChoice _choice = new();
    private readonly Option<string> _reason = new("--reason") { Description = "Why, for the evidence that stays.", HelpName = "TEXT", Required = true };
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public DeadLetterDiscardCommand(CommandSurroundings surroundings)
        : base(
            "discard",
            "Removes dead letters for good, and says how many; that they were there, who removed them and why stays in the evidence.",
            "agentbus deadletters discard 17 --reason \"a test message\" --token-file admin.token",
            "agentbus deadletters discard --sender load-test --until 2026-01-31T00:00:00Z --reason \"a load test\"")
    {
        _surroundings = surroundings;
        _choice.AddTo(this);
        Add(_reason);
        Add(_output);
        _connection.AddTo(this);
        SetAction(DiscardAsync);
    }

    private Task<int> DiscardAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var question = new BusQuestion(_surroundings, _connection, parsed, parsed.GetValue(_output));
        var body = new JsonObject { ["reason"] = parsed.GetRequiredValue(_reason) };
        return _choice.Id(parsed) is { } id
            ? question.DoAsync(new QueryText($"{LetterSymbols.Path}/{id}/discard"), body, cancellationToken)
            : question.DoPagesAsync(_choice.Narrow(new QueryText($"{LetterSymbols.Path}/discard"), parsed), body, ["discarded"], "letters discarded", cancellationToken);
    }
}

using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.DeadLetters;

/// <summary>agentbus deadletters replay: sends one again, or many.</summary>
internal sealed class DeadLetterReplayCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly LetterChoice _choice = new();
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public DeadLetterReplayCommand(CommandSurroundings surroundings)
        : base(
            "replay",
            "Sends dead letters again, through admission with the policy of now, and says how many were delivered, held and refused. The exit code is 1 if one is refused; it stays a dead letter then.",
            "agentbus deadletters replay 17 --token-file admin.token",
            "agentbus deadletters replay --channel work:jobs --code deliveries_exhausted --since 2026-01-31T00:00:00Z")
    {
        _surroundings = surroundings;
        _choice.AddTo(this);
        Add(_output);
        _connection.AddTo(this);
        SetAction(ReplayAsync);
    }

    private Task<int> ReplayAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var question = new BusQuestion(_surroundings, _connection, parsed, parsed.GetValue(_output));
        return _choice.Id(parsed) is { } id
            ? question.DoAsync(new QueryText($"{LetterSymbols.Path}/{id}/replay"), [], cancellationToken)
            : question.DoPagesAsync(_choice.Narrow(new QueryText($"{LetterSymbols.Path}/replay"), parsed), [], ["delivered", "held", "refused"], "letters sent again", cancellationToken);
    }
}

using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.DeadLetters;

/// <summary>agentbus deadletters list: which there are.</summary>
internal sealed class DeadLettersListCommand : ExampleCommand
{
    private const int DefaultLimit = 100;

    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Argument<Destination[]> _channel = Destination.ChannelsArgument(ArgumentArity.ZeroOrOne, "Of this channel.");
    private readonly LetterFilter _filter = new();
    private readonly Option<int?> _limit = Parsing.Number("--limit", "-l", $"At most so many; {DefaultLimit} if not given.", 1, int.MaxValue);
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public DeadLettersListCommand(CommandSurroundings surroundings)
        : base(
            "list",
            "Lists dead letters, newest first.",
            "agentbus deadletters list --token-file admin.token",
            "agentbus deadletters list work:jobs --code deliveries_exhausted --since 2026-01-31T00:00:00Z --output json")
    {
        _surroundings = surroundings;
        Add(_channel);
        _filter.AddTo(this);
        Add(_limit);
        Add(_output);
        _connection.AddTo(this);
        SetAction(ListAsync);
    }

    private Task<int> ListAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var query = _filter.Narrow(new QueryText(LetterSymbols.Path), parsed, parsed.GetValue(_channel) is [var one] ? one : null);
        return new BusQuestion(_surroundings, _connection, parsed, parsed.GetValue(_output))
            .ListAsync(query, "letters", ["id", "room", "channel", "sender", "code", "reason", "attempts", "died_at"], cancellationToken, parsed.GetValue(_limit) ?? DefaultLimit);
    }
}

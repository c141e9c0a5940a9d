using System.CommandLine;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.DeadLetters;

/// <summary>agentbus deadletters list: which there are.</summary>
internal sealed class DeadLettersListCommand : ExampleCommand
{
    private const int DefaultLimit = 100;

    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Argument<Destination[]> _channel = Destination.ChannelsArgument(ArgumentArity.ZeroOrOne, "Of this channel.");
    private readonly Option<string?> _sender = new("--sender") { Description = "Of this agent.", HelpName = "AGENT" };
    private readonly Option<string?> _code = new("--code") { Description = "Dead for this reason (docs/codes.md).", HelpName = "CODE" };
    private readonly Option<DateTimeOffset?> _since = Parsing.Time("--since", "Died at or after this time.");
    private readonly Option<DateTimeOffset?> _until = Parsing.Time("--until", "Died before this time.");
    private readonly Option<int?> _limit = Parsing.Number("--limit", "-l", $"At most so many; {DefaultLimit} if not given.", 1, int.MaxValue);
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public DeadLettersListCommand(CommandSurroundings surroundings)
        : base(
            "list",
            "Lists dead letters, newest first.",
            "agentbus deadletters list --token-file operator.token",
            "agentbus deadletters list work:jobs --code deliveries_exhausted --since 2026-01-31T00:00:00Z --output json")
    {
        _surroundings = surroundings;
        Add(_channel);
        foreach (var option in (Option[])[_sender, _code, _since, _until, _limit, _output])
        {
            Add(option);
        }

        _connection.AddTo(this);
        SetAction(ListAsync);
    }

    private Task<int> ListAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var channel = parsed.GetValue(_channel) is [var one] ? one : null;
        var query = new QueryText("api/v1/deadletters")
            .With("room", channel?.Room).With("channel", channel?.Channel)
            .With("sender", parsed.GetValue(_sender)).With("code", parsed.GetValue(_code))
            .With("since", Text(parsed.GetValue(_since))).With("until", Text(parsed.GetValue(_until)));
        return new BusQuestion(_surroundings, _connection, parsed, parsed.GetValue(_output))
            .ListAsync(query, "letters", ["id", "room", "channel", "sender", "code", "reason", "attempts", "died_at"], cancellationToken, parsed.GetValue(_limit) ?? DefaultLimit);
    }

    private static string? Text(DateTimeOffset? time) => time is { } given ? DeliveryView.Time(given) : null;
}

using System.CommandLine;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Rendering;
using AgentBus.Client;

namespace AgentBus.Cli.Commands.Messages;

/// <summary>agentbus rooms history: reads what was said in a channel.</summary>
internal sealed class HistoryCommand : ExampleCommand
{
    private const int DefaultLast = 50;
    private const int MaxLast = 1_000;

    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Argument<Destination> _channel = Destination.ChannelArgument();
    private readonly Option<int?> _last = Parsing.Number("--last", "-n", $"The last so many messages, 1 to {MaxLast}; {DefaultLast} if nothing else is given.", 1, MaxLast);
    private readonly Option<DateTimeOffset?> _since = Parsing.Time("--since", "Everything that the bus accepted at or after this time.");
    private readonly Option<bool> _all = new("--all") { Description = "Everything that the bus still holds." };
    private readonly Option<OutputFormat?> _output = OutputSymbols.CreateForStream();

    public HistoryCommand(CommandSurroundings surroundings)
        : base(
            "history",
            "Prints messages of a channel's history, oldest first. What has expired or is above the agent's clearance is left out.",
            "agentbus rooms history science:explore --token-file you.token",
            "agentbus rooms history science:explore --since 2026-01-31T12:00:00Z --output json",
            "agentbus rooms history science:explore --all > explore.jsonl")
    {
        _surroundings = surroundings;
        Add(_channel);
        Add(_last);
        Add(_since);
        Add(_all);
        Add(_output);
        _connection.AddTo(this);
        Validators.Add(result =>
        {
            if (((Option[])[_last, _since, _all]).Count(option => result.GetResult(option) is { Implicit: false }) > 1)
            {
                result.AddError("--last, --since and --all exclude each other.");
            }
        });
        SetAction(ReadAsync);
    }

    private async Task<int> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var range = parsed.GetValue(_all) ? HistoryRange.All
            : parsed.GetValue(_since) is { } since ? HistoryRange.Since(since)
            : HistoryRange.Last(parsed.GetValue(_last) ?? DefaultLast);
        await using var client = await new BusSessions(_surroundings, _connection).ConnectAsync(parsed, cancellationToken);
        var format = OutputSymbols.IsJson(parsed.GetValue(_output), _surroundings) ? ReaderFormat.Json : ReaderFormat.Text;
        var reader = new ChannelReader(_surroundings, format, limit: null);
        var channel = parsed.GetRequiredValue(_channel);
        using var progress = new ProgressLine(_surroundings with { ErrorIsTerminal = _surroundings.ErrorIsTerminal && !_surroundings.OutputIsTerminal }, "messages read");
        await foreach (var delivery in client.ReadHistoryAsync(channel.Room, channel.Channel, range, cancellationToken))
        {
            reader.Print(delivery);
            progress.Step();
        }

        return ExitCodes.Done;
    }
}

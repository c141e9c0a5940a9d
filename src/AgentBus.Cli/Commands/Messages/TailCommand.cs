using System.CommandLine;
using AgentBus.Cli.Connecting;
using AgentBus.Client;

namespace AgentBus.Cli.Commands.Messages;

/// <summary>agentbus tail: the last messages and those that follow, for people (SDK-04).</summary>
internal sealed class TailCommand : ExampleCommand
{
    private const int DefaultLast = 10;
    private const int MaxLast = 1_000;

    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Argument<Destination[]> _channels = Destination.ChannelsArgument(ArgumentArity.ZeroOrMore, "The channels; those that the agent is a member of if none is given.");
    private readonly Option<int?> _last = Parsing.Number("--last", "-n", $"So many messages of each channel's history first, 0 to {MaxLast}; {DefaultLast} if not given.", 0, MaxLast);
    private readonly Option<bool> _noFollow = new("--no-follow") { Description = "Ends after the history." };
    private readonly Option<bool> _raw = new("--raw") { Description = "Prints the senders' envelopes, one JSON object a line, and nothing else." };
    private readonly Option<int?> _limit = Parsing.Number("--limit", "-l", "Ends after so many messages.", 1, int.MaxValue);
    private readonly Option<OutputFormat?> _output = OutputSymbols.CreateForStream();

    public TailCommand(CommandSurroundings surroundings)
        : base(
            "tail",
            "Prints the last messages of channels and then those that come, until Ctrl-C.",
            "agentbus tail science:explore --token-file you.token",
            "agentbus tail science:explore -n 100 --no-follow --output json",
            "agentbus tail --ws-url ws://127.0.0.1:9100 --jwt \"$TOKEN\" --raw --limit 1")
    {
        _surroundings = surroundings;
        Add(_channels);
        Add(_last);
        Add(_noFollow);
        Add(_raw);
        Add(_limit);
        Add(_output);
        _connection.AddTo(this);
        SetAction(TailAsync);
    }

    private async Task<int> TailAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var client = await new BusSessions(_surroundings, _connection).ConnectAsync(parsed, cancellationToken);
        var reader = new ChannelReader(_surroundings, Format(parsed), parsed.GetValue(_limit));
        var subscriptions = new List<AgentBusSubscription>();
        foreach (var (room, channel) in Channels(parsed, client))
        {
            var place = await PrintLastAsync(client, reader, room, channel, parsed.GetValue(_last) ?? DefaultLast, cancellationToken);
            if (!reader.IsFull && !parsed.GetValue(_noFollow))
            {
                subscriptions.Add(await client.OpenSubscriptionAsync(room, channel, place, cancellationToken));
            }
        }

        if (subscriptions.Count > 0)
        {
            await reader.FollowAsync(subscriptions, acknowledges: false, cancellationToken);
        }

        return ExitCodes.Done;
    }

    private static async Task<StartAt> PrintLastAsync(AgentBusClient client, ChannelReader reader, string room, string channel, int count, CancellationToken cancellationToken)
    {
        if (count == 0)
        {
            return StartAt.Live;
        }

        var place = Position.Beginning;
        await foreach (var delivery in client.ReadHistoryAsync(room, channel, HistoryRange.Last(count), cancellationToken))
        {
            place = delivery.Position;
            if (!reader.IsFull)
            {
                reader.Print(delivery);
            }
        }

        return StartAt.After(place);
    }

    private List<(string Room, string Channel)> Channels(ParseResult parsed, AgentBusClient client)
    {
        var channels = parsed.GetValue(_channels) is { Length: > 0 } given
            ? given.Select(static channel => (channel.Room, channel.Channel)).Distinct().ToList()
            : client.Memberships.Select(static membership => (membership.Room, membership.Channel)).ToList();
        return channels.Count > 0 ? channels : throw new CommandFailure($"{client.AgentId} is a member of no channel; name one, such as agentbus tail science:explore.");
    }

    private ReaderFormat Format(ParseResult parsed) =>
        parsed.GetValue(_raw) ? ReaderFormat.Envelope
        : OutputSymbols.IsJson(parsed.GetValue(_output), _surroundings) ? ReaderFormat.Json
        : ReaderFormat.Text;
}

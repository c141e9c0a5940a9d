using System.CommandLine;
using AgentBus.Cli.Connecting;
using AgentBus.Client;

namespace AgentBus.Cli.Commands.Messages;

/// <summary>agentbus subscribe: follows channels, for programs.</summary>
internal sealed class SubscribeCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Argument<Destination[]> _channels = Destination.ChannelsArgument(ArgumentArity.OneOrMore, "The channels to follow.");
    private readonly Option<StartAt?> _from = StartSymbol.Create();
    private readonly Option<bool> _acknowledge = new("--ack") { Description = "Acknowledges each message once it is printed, so that --from acknowledged goes on after it." };
    private readonly Option<int?> _limit = Parsing.Number("--limit", "-l", "Ends after so many messages.", 1, int.MaxValue);
    private readonly Option<OutputFormat?> _output = OutputSymbols.CreateForStream();

    public SubscribeCommand(CommandSurroundings surroundings)
        : base(
            "subscribe",
            "Follows channels and prints each message as it comes, over all reconnects, until Ctrl-C. Where the output is no terminal, each is one JSON object on a line.",
            "agentbus subscribe science:explore science:share --token-file robot-1.token",
            "agentbus subscribe science:explore --from acknowledged --ack | while read -r message; do echo \"$message\" | jq .text; done",
            "agentbus subscribe science:explore --from beginning --limit 10 --output json")
    {
        _surroundings = surroundings;
        Add(_channels);
        Add(_from);
        Add(_acknowledge);
        Add(_limit);
        Add(_output);
        _connection.AddTo(this);
        SetAction(FollowAsync);
    }

    private async Task<int> FollowAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var client = await new BusSessions(_surroundings, _connection).ConnectAsync(parsed, cancellationToken);
        var subscriptions = new List<AgentBusSubscription>();
        foreach (var channel in parsed.GetRequiredValue(_channels).Distinct())
        {
            subscriptions.Add(await client.OpenSubscriptionAsync(channel.Room, channel.Channel, parsed.GetValue(_from), cancellationToken));
        }

        var format = OutputSymbols.IsJson(parsed.GetValue(_output), _surroundings) ? ReaderFormat.Json : ReaderFormat.Text;
        await new ChannelReader(_surroundings, format, parsed.GetValue(_limit)).FollowAsync(subscriptions, parsed.GetValue(_acknowledge), cancellationToken);
        return ExitCodes.Done;
    }
}

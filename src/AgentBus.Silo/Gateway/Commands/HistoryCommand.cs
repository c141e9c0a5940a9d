using AgentBus.Contracts;
using AgentBus.Model;
using Google.Protobuf.WellKnownTypes;
using Orleans;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>history</c> (CMD-10): the newest messages of a channel, or of all channels of a room that the agent may read.</summary>
internal sealed class HistoryCommand(IClusterClient cluster) : ICommandHandler
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;
    private const int MaxChannels = 32;

    public CommandDescription Description { get; } = new("history", "The newest messages of a channel, or of a room over its channels. The frame ReadHistory pages through one channel.")
    {
        Arguments =
        [
            ChannelArguments.Room,
            new("channel", "The channel; absent: the room's first 32 channels that the agent may read."),
            new("limit", "At most so many; 50 where absent.") { Max = MaxLimit },
        ],
        Reply =
        [
            new("messages", "list", "Objects with `room`, `channel`, `sequence`, `time` and `envelope` (the message as JSON), oldest first."),
            new("count", "number", "How many."),
            new("partial", "flag", "The store could not be read; these are the ones in memory."),
        ],
        PerMinute = 30,
        Permission = "Those who may join the channel.",
        Example = """{"room": "science", "channel": "general", "limit": "10"}""",
    };

    public async Task<Result<CommandResult>> RunAsync(CommandContext context)
    {
        var limit = (int)context.Number("limit") is > 0 and var asked ? asked : DefaultLimit;
        if (context["channel"].Length > 0)
        {
            var page = await ReadAsync(context, context["channel"], limit);
            return page.IsOk ? Answer([(context["channel"], page.Value)], context["room"], limit) : page.Refusal;
        }

        var channels = await cluster.GetGrain<IAgentRooms>(context.Agent).ChannelsAsync(new RoomQuery(context.Session, context["room"], "", MaxChannels));
        if (!channels.IsOk)
        {
            return channels.Refusal;
        }

        var pages = new List<(string Channel, HistoryPage Page)>();
        foreach (var channel in channels.Value.Channels.Where(static channel => channel.Settings.Kind == ChannelKind.PubSub))
        {
            if ((await ReadAsync(context, channel.Settings.Name, limit)).Value is { } page)
            {
                pages.Add((channel.Settings.Name, page));
            }
        }

        return Answer(pages, context["room"], limit);
    }

    private Task<Result<HistoryPage>> ReadAsync(CommandContext context, string channel, int limit) => cluster.GetGrain<IAgentMemory>(context.Agent)
        .ReadHistoryAsync(new HistoryRequest(context.Session, new ChannelName(context["room"], channel), new HistoryQuery(null, null, 0, limit)));

    private static CommandResult Answer(IReadOnlyList<(string Channel, HistoryPage Page)> pages, string room, int limit)
    {
        var newest = pages
            .SelectMany(static page => page.Page.Messages.Select(message => (page.Channel, Message: message)))
            .OrderBy(static found => found.Message.AcceptedAt)
            .TakeLast(limit)
            .Select(found => Item(room, found.Channel, found.Message))
            .ToArray();
        return CommandResult.Of(
            ("messages", CommandValues.List(newest)),
            ("count", CommandValues.Number(newest.Length)),
            ("partial", CommandValues.Flag(pages.Any(static page => page.Page.IsPartial))));
    }

    private static Value Item(string room, string channel, ChannelMessage message) => CommandValues.Object(
        ("room", CommandValues.Text(room)),
        ("channel", CommandValues.Text(channel)),
        ("sequence", CommandValues.Number(message.Sequence)),
        ("time", CommandValues.Time(message.AcceptedAt)),
        ("envelope", Value.ForStruct(EnvelopeStruct.Of(message))));
}

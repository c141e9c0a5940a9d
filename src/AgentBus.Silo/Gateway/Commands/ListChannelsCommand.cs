using AgentBus.Contracts;
using AgentBus.Model;
using Google.Protobuf.WellKnownTypes;
using Orleans;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>list_channels</c> (CMD-07).</summary>
internal sealed class ListChannelsCommand(IClusterClient cluster) : ICommandHandler
{
    public CommandDescription Description { get; } = new("list_channels", "The channels of a room that the agent may follow, each with the number of its members.")
    {
        Arguments = [ChannelArguments.Room, .. ChannelArguments.Paging],
        Reply =
        [
            new("room", "text", "The room."),
            new("channels", "list", "Objects with the fields of channel_info, without `members` and `head`, and with `participants`: the number of members."),
            ChannelArguments.Next,
        ],
        PerMinute = 20,
        Example = """{"room": "science", "limit": "20"}""",
    };

    public async Task<Result<CommandResult>> RunAsync(CommandContext context)
    {
        var listing = await cluster.GetGrain<IAgentRooms>(context.Agent)
            .ChannelsAsync(new RoomQuery(context.Session, context["room"], context["after"], (int)context.Number("limit")));
        return listing.IsOk
            ? CommandResult.Of(
                ("room", CommandValues.Text(context["room"])),
                ("channels", CommandValues.List(listing.Value.Channels.Select(channel => Item(context["room"], channel)))),
                ("next", CommandValues.Text(listing.Value.Next)))
            : listing.Refusal;
    }

    private static Value Item(string room, ChannelPopulation channel)
    {
        var item = CommandValues.Channel(room, channel.Settings);
        item.Fields.Add("participants", CommandValues.Number(channel.Members));
        return Value.ForStruct(item);
    }
}

using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>list_rooms</c>: the rooms that the agent can use.</summary>
internal sealed class ListRoomsCommand(IClusterClient cluster) : ICommandHandler
{
    public CommandDescription Description { get; } = new("list_rooms", "The rooms in which there is a channel that the agent may follow.")
    {
        Arguments = ChannelArguments.Paging,
        Reply = [new("rooms", "list", "Their names, in ordinal order."), ChannelArguments.Next],
        PerMinute = 20,
        Example = """{"limit": "20"}""",
    };

    public async Task<Result<CommandResult>> RunAsync(CommandContext context)
    {
        var page = await cluster.GetGrain<IAgentRooms>(context.Agent)
            .RoomsAsync(new RoomQuery(context.Session, "", context["after"], (int)context.Number("limit")));
        return page.IsOk
            ? CommandResult.Of(("rooms", CommandValues.List(page.Value.Rooms)), ("next", CommandValues.Text(page.Value.Next)))
            : page.Refusal;
    }
}

using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>create_channel</c> (CMD-03).</summary>
internal sealed class CreateChannelCommand(IClusterClient cluster) : ICommandHandler
{
    public CommandDescription Description { get; } = new("create_channel", "Makes a channel in a room; refused with `already_exists` where there is one of that name.")
    {
        Arguments = ChannelArguments.Both,
        Reply = ChannelArguments.Fields,
        PerMinute = 20,
        Permission = "Those whose roles cover the subject `ace.comms.{agent|http}.channel.{room}:{channel}.cmd.create_channel` and who have a role of the room's `ManageRoles` (none named: `admin`).",
        Example = """{"room": "science", "channel": "review"}""",
    };

    public async Task<Result<CommandResult>> RunAsync(CommandContext context)
    {
        var created = await cluster.GetGrain<IAgentRooms>(context.Agent).CreateChannelAsync(new ChannelRequest(context.Session, context.Channel));
        return created.IsOk ? new CommandResult(CommandValues.Channel(context["room"], created.Value)) : created.Refusal;
    }
}

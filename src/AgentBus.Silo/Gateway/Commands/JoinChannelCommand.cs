using AgentBus.Model;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>join_channel</c> (CMD-05): what the frame Subscribe does, from now on.</summary>
internal sealed class JoinChannelCommand : ICommandHandler
{
    public CommandDescription Description { get; } = new(
        "join_channel",
        "Makes the agent a member of a channel and follows it on this connection from the next message on; where the room has `AutoCreateChannels`, a missing channel is made. The answer is the frame `Subscribed`, as to the frame `Subscribe`, which can also follow from a position.")
    {
        Arguments = ChannelArguments.Both,
        PerMinute = 20,
        Permission = "Those whose roles cover the subject `ace.comms.{agent|http}.channel.{room}:{channel}.qry.v1`, with the room's `SubscribeRoles` and `MinClearance`.",
        Example = """{"room": "science", "channel": "explore"}""",
    };

    public Task<Result<CommandResult>> RunAsync(CommandContext context) => Task.FromResult<Result<CommandResult>>(CommandResult.Done with
    {
        Frame = new Wire.ClientFrame { Subscribe = new Wire.Subscribe { Room = context["room"], Channel = context["channel"] } },
    });
}

using AgentBus.Model;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>leave_channel</c> (CMD-06): what the frame Unsubscribe does.</summary>
internal sealed class LeaveChannelCommand : ICommandHandler
{
    public CommandDescription Description { get; } = new("leave_channel", "Ends the agent's membership of a channel, and its deliveries on this connection. The answer is the frame `Unsubscribed`.")
    {
        Arguments = ChannelArguments.Both,
        PerMinute = 20,
        Example = """{"room": "science", "channel": "explore"}""",
    };

    public Task<Result<CommandResult>> RunAsync(CommandContext context) => Task.FromResult<Result<CommandResult>>(CommandResult.Done with
    {
        Frame = new Wire.ClientFrame { Unsubscribe = new Wire.Unsubscribe { Room = context["room"], Channel = context["channel"] } },
    });
}

using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>delete_channel</c> (CMD-04).</summary>
internal sealed class DeleteChannelCommand(IClusterClient cluster) : ICommandHandler
{
    public CommandDescription Description { get; } = new("delete_channel", "Deletes a channel that has no members; one that the settings declare stays.")
    {
        Arguments = ChannelArguments.Both,
        Reply = ChannelArguments.Names,
        PerMinute = 20,
        Permission = "As create_channel, with the subject's last part `delete_channel`.",
        Example = """{"room": "science", "channel": "review"}""",
    };

    public async Task<Result<CommandResult>> RunAsync(CommandContext context) => CommandResult.Of(
        await cluster.GetGrain<IAgentRooms>(context.Agent).DeleteChannelAsync(new ChannelRequest(context.Session, context.Channel)),
        ("room", CommandValues.Text(context["room"])),
        ("channel", CommandValues.Text(context["channel"])));
}

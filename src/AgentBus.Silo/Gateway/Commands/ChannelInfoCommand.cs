using System.Globalization;
using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>channel_info</c> (CMD-08).</summary>
internal sealed class ChannelInfoCommand(IClusterClient cluster) : ICommandHandler
{
    public CommandDescription Description { get; } = new("channel_info", "A channel's metadata and members.")
    {
        Arguments = ChannelArguments.Both,
        Reply =
        [
            .. ChannelArguments.Fields,
            new("participants", "number", "How many members it has; of a work queue none, for it has those who serve it."),
            new("members", "list", "Their ids in ordinal order, the first 1,000."),
            new("epoch", "text", "Its history, a number as text."),
            new("head", "number", "Its last sequence."),
        ],
        PerMinute = 20,
        Permission = "Those who may join the channel; to others it does not exist.",
        Example = """{"room": "science", "channel": "general"}""",
    };

    public async Task<Result<CommandResult>> RunAsync(CommandContext context)
    {
        var details = await cluster.GetGrain<IAgentRooms>(context.Agent).DescribeChannelAsync(new ChannelRequest(context.Session, context.Channel));
        if (!details.IsOk)
        {
            return details.Refusal;
        }

        var data = CommandValues.Channel(context["room"], details.Value.Settings);
        data.Fields.Add("participants", CommandValues.Number(details.Value.MemberCount));
        data.Fields.Add("members", CommandValues.List(details.Value.Members));
        data.Fields.Add("epoch", CommandValues.Text(details.Value.Head.Epoch.ToString(CultureInfo.InvariantCulture)));
        data.Fields.Add("head", CommandValues.Number(details.Value.Head.Sequence));
        return new CommandResult(data);
    }
}

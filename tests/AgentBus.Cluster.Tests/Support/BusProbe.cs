using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>Calls what only the bus may call.</summary>
[Alias("agentbus.tests.IBusProbe")]
public interface IBusProbe : IGrainWithStringKey
{
    [Alias("DeleteChannel")]
    Task<Refusal?> DeleteChannelAsync(string room, string channel);

    [Alias("Publish")]
    Task<PublishResult> PublishAsync(string queue, PublishRequest request);

    [Alias("Replay")]
    Task<Receipt> ReplayAsync(DeadLetter letter);

    [Alias("Await")]
    Task AwaitReplyAsync(string queue, AwaitedReply reply);
}

/// <summary>Counts as a grain of the bus.</summary>
[GrainType(Name)]
public sealed class BusProbe : Grain, IBusProbe
{
    public const string Name = "busprobe";

    public Task<Refusal?> DeleteChannelAsync(string room, string channel) => GrainFactory.GetGrain<IRoomDirectory>(room).DeleteChannelAsync(channel);

    public Task<PublishResult> PublishAsync(string queue, PublishRequest request) => GrainFactory.GetGrain<IQueueGrain>(queue).PublishAsync(request);

    public Task<Receipt> ReplayAsync(DeadLetter letter) => GrainFactory.GetGrain<IAgentReplay>(letter.Sender.GrainKey).ReplayAsync(letter);

    public Task AwaitReplyAsync(string queue, AwaitedReply reply) => GrainFactory.GetGrain<IQueueGrain>(queue).AwaitRepliesAsync([reply]);
}

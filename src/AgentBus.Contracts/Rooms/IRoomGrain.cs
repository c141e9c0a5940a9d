using System.Collections.Immutable;
using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>One channel: members, sequence, journal, stream. Key: <see cref="ChannelKey"/>.</summary>
[Alias("agentbus.IRoomGrain")]
public interface IRoomGrain : IGrainWithStringKey
{
    /// <summary>Sequences and journals the messages, then publishes them to the stream. The answer comes after the commit.</summary>
    [BusOnly, AlwaysInterleave, Alias("Publish")]
    Task<PublishResult> PublishAsync(PublishRequest request);

    /// <summary>Makes the agent a member; a member stays one.</summary>
    [BusOnly, AlwaysInterleave, Alias("Join")]
    Task<Result<ChannelPage>> JoinAsync(AgentKey agent);

    /// <summary>Ends the membership.</summary>
    [BusOnly, AlwaysInterleave, Alias("Leave")]
    Task LeaveAsync(AgentKey agent);

    /// <summary>Reads the history after a sequence, at most <paramref name="limit"/> messages (1 to 1,000); limit 0 tells the head only.</summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Read")]
    Task<ChannelPage> ReadAsync(long afterSequence, int limit);

    /// <summary>The members, in ordinal order; of the channel <c>*</c> everyone who is a member of any channel of the room, each once.</summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Members")]
    Task<ImmutableArray<AgentKey>> MembersAsync();

    /// <summary>The channel was deleted: whoever holds it refuses what comes after, and goes.</summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Close")]
    Task CloseAsync();
}

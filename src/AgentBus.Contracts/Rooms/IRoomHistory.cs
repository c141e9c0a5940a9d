using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>The history of one channel as a whole; the same grain as <see cref="IRoomGrain"/>. Key: <see cref="ChannelKey"/>.</summary>
[Alias("agentbus.IRoomHistory")]
public interface IRoomHistory : IGrainWithStringKey
{
    /// <summary>
    /// A page of at most the asked number of messages and about 1 MiB, from memory where it reaches back, else from the store. A store that
    /// cannot be read makes the page partial, never an error (HIS-03).
    /// </summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Page")]
    Task<HistoryPage> PageAsync(HistoryQuery query);

    /// <summary>The position after which the messages accepted at or after a time lie; an ephemeral channel answers with its head.</summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Locate")]
    Task<Position> LocateAsync(DateTimeOffset since);

    /// <summary>How far the members are behind the head.</summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Lag")]
    Task<ChannelLag> LagAsync();

    /// <summary>Removes what is beyond the limits, in small writes (STR-06).</summary>
    [BusOnly(Silo = true), Alias("Sweep")]
    Task<RetentionSwept> SweepAsync(RetentionLimits limits);
}

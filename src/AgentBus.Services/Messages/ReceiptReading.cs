using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Services;

/// <summary>Reads receipts that can be proved for an agent that acts through the bus.</summary>
internal static class ReceiptReading
{
    /// <summary>The provable decisions on a message.</summary>
    /// <exception cref="AgentBusError">There are none for the agent, or its session cannot be opened.</exception>
    public static async Task<ProvedEntries> ReadAsync(
        IGrainFactory grains, ClusterBreaker breaker, ActingAgent asker, string messageId, CancellationToken cancellationToken)
    {
        var memory = grains.GetGrain<IAgentMemory>(asker.Key.GrainKey);
        var read = await breaker.CallAsync(() => asker.RunAsync(session => memory.ReadReceiptsAsync(new ReceiptRequest(session.Token, messageId)), cancellationToken));
        return read.IsOk ? read.Value : throw ErrorFactory.Create(read.Refusal);
    }
}

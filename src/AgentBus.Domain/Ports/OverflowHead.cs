namespace AgentBus.Domain.Ports;

/// <summary>What an overflow holds.</summary>
/// <param name="Last">The ordinal of the last message; 0 where there is none.</param>
/// <param name="Keys">The keys of its messages, in order.</param>
public sealed record OverflowHead(long Last, IReadOnlyList<OverflowKey> Keys)
{
    /// <summary>Nothing.</summary>
    public static OverflowHead Empty { get; } = new(0, []);
}

namespace AgentBus.Client;

/// <summary>A place in a channel. Keep the last one you have dealt with, and subscribe from it to miss nothing.</summary>
/// <param name="Epoch">Names a history; it changes only when positions are lost (restore, purge, restart of an ephemeral channel). 0: whatever it is now.</param>
/// <param name="Sequence">Counts from 1 within the epoch. 0: before the first message.</param>
public readonly record struct Position(ulong Epoch, ulong Sequence)
{
    /// <summary>Before the first message that the bus still holds.</summary>
    public static Position Beginning => default;

    /// <inheritdoc />
    public override string ToString() => $"{Epoch:x16}:{Sequence}";
}

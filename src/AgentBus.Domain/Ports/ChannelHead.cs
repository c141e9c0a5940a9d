namespace AgentBus.Domain.Ports;

/// <summary>Where a channel stands for its holder.</summary>
/// <param name="Epoch">The history.</param>
/// <param name="Term">The holder's term; appends carry it.</param>
/// <param name="FirstSequence">The oldest that can be read; 0 where there is none.</param>
/// <param name="LastSequence">The last; 0 where there is none.</param>
public sealed record ChannelHead(ulong Epoch, long Term, long FirstSequence, long LastSequence);

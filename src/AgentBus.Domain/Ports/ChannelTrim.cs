using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>Asks for the oldest messages of a channel to be removed: those up to a sequence, and after them more until so many bytes are free.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Epoch">The history that the holder opened.</param>
/// <param name="Term">The holder's term.</param>
/// <param name="Through">Everything up to here goes; 0: nothing by sequence.</param>
/// <param name="Bytes">So many bytes are to become free; the newest message stays all the same. 0: nothing by bytes.</param>
/// <param name="MaxMessages">At most so many at once.</param>
public sealed record ChannelTrim(ChannelKey Channel, ulong Epoch, long Term, long Through, long Bytes, int MaxMessages);

using AgentBus.Domain.Routing;
using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>A message that waits for people, with all that delivering it later takes.</summary>
/// <param name="Envelope">The message.</param>
/// <param name="Stamp">What the bus says of it.</param>
/// <param name="Verdict">Why it is held, and what that was decided by.</param>
/// <param name="Target">Where it goes when it is approved.</param>
/// <param name="Sender">Who sent it, as its credential says.</param>
/// <param name="RegisteredOwner">Who answers for it, as its registration says; empty: it does not say.</param>
public sealed record HeldMessage(Envelope Envelope, Stamp Stamp, Verdict Verdict, MessageTarget Target, Principal Sender, string RegisteredOwner)
{
    /// <summary>The serialised message as it came, where inspection changed it and the tenant keeps that; else empty.</summary>
    public ReadOnlyMemory<byte> Received { get; init; }
}

using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Events;

/// <summary>A message of the bus itself (kind SYSTEM): to a channel, or to an agent's inbox.</summary>
/// <param name="MessageId">Its id.</param>
/// <param name="Tenant">The tenant.</param>
/// <param name="ToAgent">The receiver; empty: it goes to a channel.</param>
/// <param name="Target">The channel; nothing where it goes to an agent.</param>
/// <param name="Type">What it is for.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Name">What it says in a word; <c>action</c> of the envelope and <c>event</c> of its payload.</param>
/// <param name="At">When.</param>
/// <param name="Fields">The rest of its payload.</param>
public sealed record SystemMessage(
    string MessageId,
    string Tenant,
    string ToAgent,
    ChannelName Target,
    MessageType Type,
    string Subject,
    string Name,
    DateTimeOffset At,
    ImmutableArray<EventField> Fields)
{
    /// <summary>The sender of every message of the bus. No client can be it: the prefix is reserved.</summary>
    public const string Sender = "sys-bus";
}

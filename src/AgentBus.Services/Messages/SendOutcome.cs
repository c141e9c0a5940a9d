using AgentBus.Model;

namespace AgentBus.Services;

/// <summary>What became of a message that was sent.</summary>
/// <param name="Receipt">The bus's receipt: delivered or held. A refusal is an exception.</param>
/// <param name="Response">The reply; null where none was waited for, and where the message is held.</param>
public sealed record SendOutcome(Receipt Receipt, ReceivedMessage? Response)
{
    /// <summary>It waits for people; the case is <see cref="Receipt.CaseId"/>, and the outcome comes as a message (T-18).</summary>
    public bool IsPendingDeliberation => Receipt.Outcome == Outcome.Held;

    /// <summary>Where the message stands.</summary>
    public MessageStatus Status => IsPendingDeliberation ? MessageStatus.PendingDeliberation : MessageStatus.Delivered;
}

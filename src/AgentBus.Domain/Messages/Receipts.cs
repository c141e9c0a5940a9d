using AgentBus.Model;

namespace AgentBus.Domain.Messages;

/// <summary>Makes receipts.</summary>
public static class Receipts
{
    /// <summary>The receipt of a message that admission refused.</summary>
    public static Receipt Refused(Envelope envelope, Verdict verdict) => new()
    {
        MessageId = envelope.MessageId,
        Outcome = Outcome.Refused,
        Code = verdict.Code,
        Reason = verdict.Reasons.Length > 0 ? verdict.Reasons[0] : "",
        Stage = verdict.Stage,
        RetryAfter = verdict.RetryAfter,
    };

    /// <summary>The receipt of a message that was admitted and then could not be written or handed over.</summary>
    public static Receipt Refused(Envelope envelope, Refusal refusal) => new()
    {
        MessageId = envelope.MessageId,
        Outcome = Outcome.Refused,
        Code = refusal.Code,
        Reason = refusal.Reason,
        RetryAfter = refusal.RetryAfter,
    };

    /// <summary>The receipt of a message that is in the journal.</summary>
    public static Receipt Delivered(string messageId, ChannelKey channel, Position position) => new()
    {
        MessageId = messageId,
        Outcome = Outcome.Delivered,
        Room = channel.Room,
        Channel = channel.Channel,
        Position = position,
    };
}

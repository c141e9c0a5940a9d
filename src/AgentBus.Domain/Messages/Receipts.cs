using System.Collections.Immutable;
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

    /// <summary>The receipt of a message that is in the journal. Of an inbox it names the agent.</summary>
    public static Receipt Delivered(string messageId, ChannelKey channel, Position position) => new()
    {
        MessageId = messageId,
        Outcome = Outcome.Delivered,
        Room = channel.IsInbox ? "" : channel.Room,
        Channel = channel.IsInbox ? "" : channel.Channel,
        Agent = channel.IsInbox ? channel.Channel : "",
        Position = position,
    };

    /// <summary>The receipt of a message that is stored for good, but waits for room in its queue: it has no place there yet.</summary>
    public static Receipt Spilled(string messageId, ChannelKey queue) => Delivered(messageId, queue, default) with
    {
        Reason = "The queue is full: the message is stored in its overflow and takes its place, in order, when there is room.",
    };

    /// <summary>The receipt of a message that went nowhere and was to go nowhere: a sign of life.</summary>
    public static Receipt Heard(string messageId) => new() { MessageId = messageId, Outcome = Outcome.Delivered };

    /// <summary>The receipt of a message that waits for people.</summary>
    public static Receipt Held(string messageId, Verdict verdict, string caseId) => new()
    {
        MessageId = messageId,
        Outcome = Outcome.Held,
        Code = Code.Held,
        Reason = verdict.Reasons.Length > 0 ? verdict.Reasons[0] : "",
        Stage = verdict.Stage,
        CaseId = caseId,
    };

    /// <summary>The same again, for a message that was sent before: what became of it is for the case to say.</summary>
    public static Receipt Waiting(string messageId, string caseId) => new()
    {
        MessageId = messageId,
        Outcome = Outcome.Held,
        Code = Code.Held,
        Reason = "The message was held before; the case tells what became of it.",
        CaseId = caseId,
    };

    /// <summary>One receipt for several receivers: delivered when all were, else refused for the reason of the first that was not.</summary>
    public static Receipt Several(string messageId, ImmutableArray<Receipt> recipients)
    {
        var missing = recipients.Where(static receipt => receipt.Outcome != Outcome.Delivered).ToArray();
        if (missing.Length == 0)
        {
            return new Receipt
            {
                MessageId = messageId,
                Outcome = Outcome.Delivered,
                Duplicate = recipients.All(static receipt => receipt.Duplicate),
                Recipients = recipients,
            };
        }

        return new Receipt
        {
            MessageId = messageId,
            Outcome = Outcome.Refused,
            Code = missing[0].Code,
            Reason = $"{missing.Length} of {recipients.Length} receivers did not get it; the first: {missing[0].Reason} Send it again under the same key: it goes to those only.",
            RetryAfter = missing.Max(static receipt => receipt.RetryAfter),
            Recipients = recipients,
        };
    }
}

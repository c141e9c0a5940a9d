using AgentBus.Protocol.V1;

namespace AgentBus.Client;

/// <summary>
/// Envelopes that go by an approval, and envelopes that are part of others (DEL-09). Each method answers a copy; what it is given stays as it is.
/// </summary>
public static class ApprovalEnvelopes
{
    /// <summary>
    /// The same action once more, with the approval that people gave for it: under a new id, since the first one stands for the message that was held. Keep what is
    /// answered for a retry: an approval is used under one id.
    /// </summary>
    /// <param name="held">The message as it was sent; content, target, type, action, tool and classification have to be the same.</param>
    /// <param name="approvalId">The approval: the id of the case, as the notice of its decision names it.</param>
    public static Envelope WithApproval(this Envelope held, string approvalId)
    {
        ArgumentNullException.ThrowIfNull(held);
        ArgumentException.ThrowIfNullOrEmpty(approvalId);
        var again = held.Clone();
        (again.MessageId, again.IdempotencyKey, again.ApprovalId) = (Guid.CreateVersion7().ToString(), "", approvalId);
        return again;
    }

    /// <summary>A call that is made to deal with a message: it names it as its parent, and belongs to its conversation and context.</summary>
    /// <param name="call">What another agent, as a tool, is asked.</param>
    /// <param name="outer">What was received. That it was delivered says that it has the approval which it may have needed.</param>
    public static Envelope AsPartOf(this Envelope call, Delivery outer)
    {
        ArgumentNullException.ThrowIfNull(outer);
        return PartOf(call, outer.Envelope);
    }

    /// <summary>
    /// A call that is part of a message of one's own, sent already: it names it as its parent, belongs to its conversation and context, and needs approval where that one
    /// asks for it. The bus holds it while people have not approved the outer one.
    /// </summary>
    /// <param name="call">What another agent, as a tool, is asked.</param>
    /// <param name="outer">The message; with its <c>message_id</c>.</param>
    public static Envelope AsPartOf(this Envelope call, Envelope outer)
    {
        ArgumentNullException.ThrowIfNull(outer);
        var part = PartOf(call, outer);
        part.RequiresApproval |= outer.RequiresApproval;
        return part;
    }

    private static Envelope PartOf(Envelope call, Envelope outer)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentException.ThrowIfNullOrEmpty(outer.MessageId, nameof(outer));
        var part = call.Clone();
        part.ParentId = outer.MessageId;
        part.ConversationId = Or(part.ConversationId, outer.ConversationId);
        part.ContextId = Or(part.ContextId, outer.ContextId);
        return part;
    }

    private static string Or(string given, string otherwise) => given.Length > 0 ? given : otherwise;
}

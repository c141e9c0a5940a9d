using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Messages;

/// <summary>The legal transitions of a message's status (MSG-06). Failed and expired are final; delivered is for what no queue holds any more.</summary>
public static class StatusTransitions
{
    /// <summary>From and to, with the event.</summary>
    public static ImmutableArray<(MessageStatus From, MessageStatus To, string When)> All { get; } =
    [
        (MessageStatus.Pending, MessageStatus.Processing, "admission begins"),
        (MessageStatus.Pending, MessageStatus.Expired, "its expiry passes before admission"),
        (MessageStatus.Processing, MessageStatus.Delivered, "it is admitted and journalled"),
        (MessageStatus.Processing, MessageStatus.PendingDeliberation, "people have to decide"),
        (MessageStatus.Processing, MessageStatus.Failed, "it is refused, or cannot be written"),
        (MessageStatus.Processing, MessageStatus.Expired, "its expiry passes during admission"),
        (MessageStatus.Delivered, MessageStatus.Expired, "its expiry passes while it waits in an inbox or work queue"),
        (MessageStatus.Delivered, MessageStatus.Failed, "nobody settles it in an inbox or work queue, or its consumer rejects it"),
        (MessageStatus.PendingDeliberation, MessageStatus.Processing, "it is approved, and admitted again"),
        (MessageStatus.PendingDeliberation, MessageStatus.Failed, "it is rejected, or cancelled"),
        (MessageStatus.PendingDeliberation, MessageStatus.Expired, "nobody decided in time"),
    ];

    /// <summary>Tells whether a message may go from one status to the other.</summary>
    public static bool IsLegal(MessageStatus from, MessageStatus to)
    {
        foreach (var transition in All)
        {
            if (transition.From == from && transition.To == to)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Tells whether a message stays in this status for ever.</summary>
    public static bool IsFinal(MessageStatus status)
    {
        foreach (var transition in All)
        {
            if (transition.From == status)
            {
                return false;
            }
        }

        return true;
    }
}

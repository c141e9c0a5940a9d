using AgentBus.Model;

namespace AgentBus.Domain.Queues;

/// <summary>Why a queue refuses, in words.</summary>
public static class QueueRefusals
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(1);

    /// <summary>The inbox is at its bound.</summary>
    public static Refusal InboxFull { get; } = new(Code.InboxFull, "The receiver's inbox is full; try again when it has dealt with some.", Later);

    /// <summary>The work queue is at its bound.</summary>
    public static Refusal QueueFull { get; } = new(Code.InboxFull, "The work queue is full; try again when its consumers have dealt with some.", Later);

    /// <summary>The queue and its overflow are at their bounds, and the messages are dead letters now.</summary>
    public static Refusal BecameLetters { get; } = new(
        Code.InboxFull, "The queue and its overflow are full: the message is a dead letter, which an operator can replay. Sent again it is another message.");

    /// <summary>The queue as it is said to whom asks: full.</summary>
    public static Refusal Full(bool isInbox) => isInbox ? InboxFull : QueueFull;

    /// <summary>The receiver is not there.</summary>
    public static Refusal NotRegistered { get; } = new(Code.AgentNotRegistered, "No agent of this name is registered.");

    /// <summary>A work queue was used like a channel that is followed.</summary>
    public static Refusal IsWorkQueue { get; } = new(Code.MessageInvalid, "The channel is a work queue: its messages are taken and settled, not followed.");

    /// <summary>A channel that is followed was used like a work queue.</summary>
    public static Refusal NoWorkQueue { get; } = new(Code.MessageInvalid, "The channel is no work queue: it is followed, nothing of it is handed out.");

    /// <summary>The window is out of range.</summary>
    public static Refusal BadWindow { get; } = new(Code.MessageInvalid, "A window is 1 to 1,000 messages; 0 leaves it to the bus.");

    /// <summary>What a consumer said could not be stored.</summary>
    public static Refusal NotStored { get; } = new(Code.StorageUnavailable, "The store cannot write now; nothing was settled. Try again.", Later);
}

using AgentBus.Model;

namespace AgentBus.Domain.Queues;

/// <summary>A message that is not settled: all that handing it out needs, without its bytes. Belongs to one <see cref="QueueIndex"/>.</summary>
/// <param name="sequence">Its place in the queue.</param>
/// <param name="size">Bytes of envelope and stamp.</param>
/// <param name="priority">Its class.</param>
/// <param name="classification">Who may receive it.</param>
/// <param name="expiresAt">From then on it is not handed out.</param>
/// <param name="attempts">How often it was handed out.</param>
public sealed class QueueEntry(long sequence, int size, Priority priority, Classification classification, DateTimeOffset? expiresAt, int attempts = 0)
{
    /// <summary>Its place in the queue.</summary>
    public long Sequence => sequence;

    /// <summary>Bytes of envelope and stamp.</summary>
    public int Size => size;

    /// <summary>Its class.</summary>
    public Priority Priority => priority;

    /// <summary>Who may receive it.</summary>
    public Classification Classification => classification;

    /// <summary>From then on it is not handed out.</summary>
    public DateTimeOffset? ExpiresAt => expiresAt;

    /// <summary>How often it was handed out.</summary>
    public int Attempts { get; internal set; } = attempts;

    /// <summary>Whether it is with this session now.</summary>
    public bool IsWith(string sessionId) => State == EntryState.InFlight && Holder?.Consumer.SessionId == sessionId;

    internal EntryState State { get; set; }

    /// <summary>With whom it is, or was when it was settled.</summary>
    internal ConsumerState? Holder { get; set; }

    /// <summary>The consumer whose request it answers.</summary>
    internal ConsumerState? ReservedFor { get; set; }

    /// <summary>When something is to happen to it, while it is delayed or in flight.</summary>
    internal TimeSpan Due { get; set; }

    /// <summary>How often its consumer went without a word on it, and that did not count.</summary>
    internal int GivenBack { get; set; }

    /// <summary>Why it is dead; <see cref="Code.None"/>: it is not.</summary>
    internal Code Cause { get; set; }

    /// <summary>Why, in words.</summary>
    internal string Reason { get; set; } = "";
}

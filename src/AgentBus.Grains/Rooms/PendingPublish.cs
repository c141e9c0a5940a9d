using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Grains.Rooms;

/// <summary>A publish between its sequences and its answer. The room's pump completes it.</summary>
internal sealed class PendingPublish(PublishRequest request, long firstSequence, DateTimeOffset acceptedAt, Task<AppendOutcome> commit)
    : TaskCompletionSource<PublishResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>What is published.</summary>
    public PublishRequest Request { get; } = request;

    /// <summary>The place of its first message.</summary>
    public long FirstSequence { get; } = firstSequence;

    /// <summary>The place of its last message.</summary>
    public long LastSequence => FirstSequence + Request.Messages.Length - 1;

    /// <summary>The time that its messages carry.</summary>
    public DateTimeOffset AcceptedAt { get; } = acceptedAt;

    /// <summary>The journal's answer.</summary>
    public Task<AppendOutcome> Commit { get; } = commit;

    /// <summary>One of its messages, at its place.</summary>
    public ChannelMessage Place(int index)
    {
        var message = Request.Messages[index];
        return new ChannelMessage(
            FirstSequence + index, message.MessageId, AcceptedAt, message.ExpiresAt, message.Classification, message.Envelope, message.Stamp);
    }
}

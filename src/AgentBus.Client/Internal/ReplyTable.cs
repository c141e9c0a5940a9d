using System.Collections.Concurrent;
using AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>
/// Requests that wait for their replies. A reply completes a request only if it is a response, names it and comes from whom it was sent to
/// (BUS-15); whatever else claims to be one is an ordinary message.
/// </summary>
internal sealed class ReplyTable
{
    private readonly ConcurrentDictionary<string, (string Target, TaskCompletionSource<InboxDelivery> Reply)> _awaited = new(StringComparer.Ordinal);

    /// <summary>To be called before the request is sent: a reply may be quicker than the receipt.</summary>
    public Task<InboxDelivery> Await(string messageId, string target)
    {
        var reply = new TaskCompletionSource<InboxDelivery>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _awaited.TryAdd(messageId, (target, reply))
            ? reply.Task
            : throw new InvalidOperationException($"A request with the message id {messageId} is under way already.");
    }

    public void Forget(string messageId) => _awaited.TryRemove(messageId, out _);

    /// <summary>The session is over: no reply will come.</summary>
    public void FailAll(AgentBusException fault)
    {
        foreach (var awaited in _awaited.Values)
        {
            awaited.Reply.TrySetException(fault);
            _ = awaited.Reply.Task.Exception;
        }
    }

    /// <summary>True where this was a reply that somebody waits for.</summary>
    public bool Complete(InboxDelivery delivery)
    {
        if (_awaited.IsEmpty || !delivery.TryParse(out var envelope)
            || envelope.MessageType is not (MessageType.Response or MessageType.TaskResponse or MessageType.GovernanceResponse))
        {
            return false;
        }

        var request = envelope.ParentId.Length > 0 ? envelope.ParentId : envelope.CorrelationId;
        return _awaited.TryGetValue(request, out var awaited) && awaited.Target == delivery.Sender && awaited.Reply.TrySetResult(delivery);
    }
}

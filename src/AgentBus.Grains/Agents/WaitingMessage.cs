using AgentBus.Domain.Admission;
using AgentBus.Domain.Routing;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>A message that waits for an answer from outside, or behind one that does.</summary>
/// <param name="Session">The session that sent it.</param>
/// <param name="Envelope">The message as it came.</param>
/// <param name="Target">Where it goes.</param>
/// <param name="Need">What it asks for; null: it only waits behind another.</param>
/// <param name="Batch">Where its receipt goes.</param>
/// <param name="Index">Its place in the batch.</param>
internal sealed record WaitingMessage(Session Session, Envelope Envelope, MessageTarget Target, AdmissionNeed? Need, SendBatch Batch, int Index)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when it went its way.</summary>
    public Task Done => _done.Task;

    /// <summary>It went its way, or nowhere.</summary>
    public void Finish() => _done.TrySetResult();

    /// <summary>Whether both go to one channel or inbox, so that the later one must not overtake.</summary>
    public bool SharesWith(in MessageTarget other)
    {
        if (Target.Direct is not { } mine)
        {
            return Target.Channel is { } channel && other.Channel == channel;
        }

        if (other.Direct is { } theirs)
        {
            foreach (var receiver in theirs.Receivers)
            {
                if (mine.Receivers.Contains(receiver))
                {
                    return true;
                }
            }
        }

        return false;
    }
}

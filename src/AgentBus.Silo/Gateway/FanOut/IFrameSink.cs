using AgentBus.Model;
using AgentBus.Silo.Gateway.Encodings;

namespace AgentBus.Silo.Gateway.FanOut;

/// <summary>Where a follower's frames go: a connection. Thread-safe.</summary>
internal interface IFrameSink
{
    /// <summary>Where its deliveries go instead when it takes text; null: it takes frames.</summary>
    ITextSink? Text => null;

    /// <summary>Takes serialised frames; false where there is no room, which ends the sink as a slow consumer.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="deliveries">So many of them are deliveries.</param>
    bool TryDeliver(ReadOnlySpan<byte> frames, int deliveries);

    /// <summary>Ends the sink: it cannot be served any more.</summary>
    void Fail(Refusal reason);

    /// <summary>Completes when there is room for more history, or the sink has ended.</summary>
    Task WaitForRoomAsync();
}

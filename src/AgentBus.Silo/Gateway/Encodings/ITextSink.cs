namespace AgentBus.Silo.Gateway.Encodings;

/// <summary>A follower's end that takes text. Thread-safe.</summary>
internal interface ITextSink
{
    /// <summary>How it wants deliveries written.</summary>
    IDeliveryText Deliveries { get; }

    /// <summary>Takes deliveries as text; false where there is no room, which ends the sink as a slow consumer.</summary>
    bool TryDeliverText(ReadOnlySpan<byte> text);
}

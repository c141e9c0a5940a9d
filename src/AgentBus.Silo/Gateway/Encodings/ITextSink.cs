namespace AgentBus.Silo.Gateway.Encodings;

/// <summary>A follower's end that takes text. Thread-safe.</summary>
internal interface ITextSink
{
    /// <summary>How it wants deliveries written.</summary>
    IDeliveryText Deliveries { get; }

    /// <summary>The sender whose messages it does not want; null: it wants all.</summary>
    string? Skipped => null;

    /// <summary>Takes deliveries as text; false where there is no room, which ends the sink as a slow consumer.</summary>
    bool TryDeliverText(ReadOnlySpan<byte> text);
}

namespace AgentBus.Domain.Queues;

/// <summary>Where an unsettled message stands.</summary>
internal enum EntryState
{
    /// <summary>To be handed out.</summary>
    Waiting,

    /// <summary>To be handed out later.</summary>
    Delayed,

    /// <summary>With a consumer.</summary>
    InFlight,

    /// <summary>Settled or dead, once that is stored.</summary>
    Closing,
}

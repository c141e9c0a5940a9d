namespace AgentBus.Client.Internal;

/// <summary>Where a followed channel stands with the bus.</summary>
internal enum FeedState
{
    /// <summary>The bus does not know of it on this connection.</summary>
    Detached,

    /// <summary>Asked for; not answered yet.</summary>
    Attaching,

    /// <summary>Deliveries come.</summary>
    Following,

    /// <summary>Its reader is too slow; what comes is passed over and will be asked for again.</summary>
    Behind,

    /// <summary>Over.</summary>
    Ended,
}

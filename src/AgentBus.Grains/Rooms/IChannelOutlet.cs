namespace AgentBus.Grains.Rooms;

/// <summary>Where the messages of a channel go once they are stored.</summary>
internal interface IChannelOutlet
{
    /// <summary>Takes a publish that the journal has answered, in sequence order; its sender is told after the messages of the commit were taken.</summary>
    void Take(PendingPublish publish, bool isStored);

    /// <summary>Passes on what was taken. It does not throw; the next commit is collected when it completes.</summary>
    Task PassOnAsync();
}

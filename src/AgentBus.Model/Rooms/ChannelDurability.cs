namespace AgentBus.Model;

/// <summary>Whether a channel keeps its messages.</summary>
public enum ChannelDurability
{
    /// <summary>Journalled before the receipt; has a history. The default.</summary>
    Durable,

    /// <summary>Neither journal nor history; a restart begins a new epoch.</summary>
    Ephemeral,
}

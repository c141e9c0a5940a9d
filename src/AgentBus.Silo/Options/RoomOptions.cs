using System.ComponentModel.DataAnnotations;
using AgentBus.Model;

namespace AgentBus.Silo.Options;

/// <summary>A declared room.</summary>
internal sealed class RoomOptions
{
    /// <summary>One of these roles is needed to publish; empty: none.</summary>
    public IList<string> PublishRoles { get; set; } = [];

    /// <summary>One of these roles is needed to follow and read; empty: none.</summary>
    public IList<string> SubscribeRoles { get; set; } = [];

    /// <summary>One of these roles is needed to create and delete channels; empty: admin.</summary>
    public IList<string> ManageRoles { get; set; } = [];

    /// <summary>No content above this is accepted: Public, Internal, Confidential or Secret.</summary>
    public Classification MaxClassification { get; set; } = Classification.Secret;

    /// <summary>The clearance that a member needs.</summary>
    [Range(0, 5)]
    public int MinClearance { get; set; }

    /// <summary>Members bring new channels into being by using them (CFG-09). Security: needs the create subject as well.</summary>
    public bool AutoCreateChannels { get; set; }

    /// <summary>Channels that the room may have.</summary>
    [Range(1, 100_000)]
    public int MaxChannels { get; set; } = 100;

    /// <summary>How much of the history of each channel is kept that says nothing itself (STR-06); without one all.</summary>
    public RetentionOptions? Retention { get; set; }

    /// <summary>The channels, which cannot be deleted (ROOM-07).</summary>
    public IDictionary<string, ChannelOptions> Channels { get; set; } = new Dictionary<string, ChannelOptions>(StringComparer.Ordinal);
}

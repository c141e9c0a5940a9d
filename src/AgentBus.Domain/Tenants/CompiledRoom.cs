using System.Collections.Frozen;
using AgentBus.Model;

namespace AgentBus.Domain.Tenants;

/// <summary>A declared room, ready to be asked. Immutable and thread-safe.</summary>
public sealed class CompiledRoom
{
    private readonly FrozenDictionary<string, ChannelSettings> _channels;

    internal CompiledRoom(RoomSettings settings)
    {
        Settings = settings;
        _channels = settings.Channels.ToFrozenDictionary(static c => c.Name, StringComparer.Ordinal);
    }

    /// <summary>The room as declared.</summary>
    public RoomSettings Settings { get; }

    /// <summary>Who may use it.</summary>
    public RoomAcl Acl => Settings.Acl;

    /// <summary>The declared channel of this name, or null.</summary>
    public ChannelSettings? FindChannel(string channel) => _channels.GetValueOrDefault(channel);
}

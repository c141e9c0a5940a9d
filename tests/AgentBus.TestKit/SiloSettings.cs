using System.Collections.Immutable;

namespace AgentBus.TestKit;

/// <summary>Settings of the section AgentBus, key by key. Immutable.</summary>
public sealed record SiloSettings
{
    /// <summary>What is set beyond the defaults; keys as in configuration, without the section.</summary>
    public ImmutableDictionary<string, string> Values { get; init; } = ImmutableDictionary<string, string>.Empty;

    public static SiloSettings Default { get; } = new();

    /// <summary>Every rate and connection limit out of the way.</summary>
    public static SiloSettings WithoutLimits() => Default
        .With("Gateway:MaxConnectionsPerAddress", "0")
        .With("Gateway:ConnectionsPerMinutePerAddress", "0")
        .With("Gateway:MessagesPerSecond", "0");

    public SiloSettings WithChannels(string room, IReadOnlyList<string> channels, bool ephemeral)
    {
        var settings = this;
        foreach (var channel in channels)
        {
            settings = settings.With($"Rooms:{room}:Channels:{channel}", ephemeral ? "Ephemeral" : "Durable");
        }

        return settings;
    }

    public SiloSettings With(string key, string value) => this with { Values = Values.SetItem(key, value) };
}

using System.Collections.Immutable;

namespace AgentBus.TestKit;

/// <summary>Settings of the section AgentBus, key by key. Immutable.</summary>
public sealed record SiloSettings
{
    /// <summary>What is set beyond the defaults; keys as in configuration, without the section.</summary>
    public ImmutableDictionary<string, string> Values { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Variables of the environment, as they are.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    public static SiloSettings Default { get; } = new();

    /// <summary>Every limit is there, and far above any load: what is measured passes all checks and is refused by none.</summary>
    public static SiloSettings WithWideLimits() => Default
        .With("Gateway:MaxConnectionsPerAddress", "100000")
        .With("Gateway:ConnectionsPerMinutePerAddress", "1000000")
        .With("Gateway:MessagesPerSecond", "1000000")
        .With("Gateway:MessageBurst", "1000000")
        .With("Gateway:Commands:list_agents:PerMinute", "0")
        .With($"Tenants:{SiloProcess.Tenant}:Quota:AgentRate", "1000000")
        .With($"Tenants:{SiloProcess.Tenant}:Quota:AgentBurst", "1000000")
        .With($"Tenants:{SiloProcess.Tenant}:Quota:TenantRate", "1000000000")
        .With($"Tenants:{SiloProcess.Tenant}:Quota:TenantBurst", "1000000000");

    /// <summary>Declares channels in a room of the default tenant.</summary>
    public SiloSettings WithChannels(string room, IReadOnlyList<string> channels, bool ephemeral)
    {
        var settings = this;
        foreach (var channel in channels)
        {
            settings = settings.With($"Tenants:{SiloProcess.Tenant}:Rooms:{room}:Channels:{channel}:Durability", ephemeral ? "Ephemeral" : "Durable");
        }

        return settings;
    }

    public SiloSettings WithVariable(string name, string value) => this with { Variables = Variables.SetItem(name, value) };

    /// <summary>Declares a work queue in a room of the default tenant.</summary>
    public SiloSettings WithWorkQueue(string room, string channel) => With($"Tenants:{SiloProcess.Tenant}:Rooms:{room}:Channels:{channel}:Kind", "WorkQueue");

    public SiloSettings With(string key, string value) => this with { Values = Values.SetItem(key, value) };
}

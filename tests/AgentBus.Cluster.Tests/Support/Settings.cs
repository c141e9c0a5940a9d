using AgentBus.Domain.Tenants;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>Settings of test tenants: everything is allowed, nothing is limited.</summary>
internal static class Settings
{
    public const string Room = "ops";
    public const string Channel = "general";
    public const string Ephemeral = "live";
    public const string Work = "work";

    public static TenantSettings Of(string tenant) => new(
        new TenantKey(tenant),
        Revision: 1,
        TenantStatus.Active,
        AllowedInLockdown: [],
        Environment: "dev",
        Compliance: [],
        new QuotaSettings(0, 0, 0, 0),
        DefaultRoles.All,
        Rooms:
        [
            new RoomSettings(
                Room,
                RoomAcl.Open,
                [Declared(Channel, ChannelDurability.Durable), Declared(Ephemeral, ChannelDurability.Ephemeral)],
                AutoCreateChannels: true,
                MaxChannels: 8),
        ],
        ApiKeys: [],
        DisabledAgents: [],
        RevokedCredentials: [],
        PreviousHash: "",
        MaxMemberships: 4);

    /// <summary>With the work queue <see cref="Work"/>.</summary>
    public static TenantSettings WithWork(TenantSettings settings) => settings with
    {
        Rooms =
        [
            settings.Rooms[0] with
            {
                Channels = settings.Rooms[0].Channels.Add(Declared(Work, ChannelDurability.Durable) with { Kind = ChannelKind.WorkQueue }),
            },
        ],
    };

    public static ChannelKey General(string tenant) => new(tenant, Room, Channel);

    private static ChannelSettings Declared(string name, ChannelDurability durability) =>
        new(name, "discussion", durability, Hardcoded: true, DateTimeOffset.UnixEpoch, "test");
}

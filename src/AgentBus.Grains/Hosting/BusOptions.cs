using System.Collections.Immutable;

namespace AgentBus.Grains.Hosting;

/// <summary>Options of the grains, section <c>AgentBus:Bus</c>. Validated at start.</summary>
public sealed class BusOptions
{
    /// <summary>The constitutional hash that the bus goes by (CON-01, BUS-02); must be the one that this version was built for.</summary>
    public string ConstitutionalHash { get; set; } = "cdd01ef066bc6cf2";

    /// <summary>How long a key is remembered (MSG-09): 1 minute to 1 day. Longer than the longest retry of the SDK. Default 10 minutes.</summary>
    public TimeSpan IdempotencyWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>So many of an agent's latest keys are held with their receipts: 16 to 65,536. Older ones are looked up in the journal. Default 512.</summary>
    public int RecentKeys { get; set; } = 512;

    /// <summary>
    /// So many older keys of an agent are known by a fingerprint of 16 bytes or so, which spares the look-up of every new key:
    /// 1,000 to 10,000,000. Beyond, every key is looked up. Default 500,000.
    /// </summary>
    public int KeyFingerprints { get; set; } = 500_000;

    /// <summary>Messages that a channel holds in memory (HIS-01): 1 to 10,000. Default 500.</summary>
    public int RingMessages { get; set; } = 500;

    /// <summary>Bytes that they may take together: 64 KiB to 256 MiB. Default 8 MiB.</summary>
    public long RingBytes { get; set; } = 8 << 20;

    /// <summary>Channels with limits of history are held to them so often (STR-06), and session contexts that ended are removed: 1 second to 1 hour. Default 1 minute.</summary>
    public TimeSpan RetentionInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Bytes of state and memory of one session context (TRN-15): 1 KiB to 512 KiB. Default 256 KiB.</summary>
    public int MaxContextBytes { get; set; } = 256 << 10;

    /// <summary>Session contexts that an agent may keep: 1 to 10,000. Default 64.</summary>
    public int MaxContexts { get; set; } = 64;

    /// <summary>A session context that is not written again is kept so long, where its writer does not say: 1 minute to <see cref="MaxContextTimeToLive"/>. Default 30 days.</summary>
    public TimeSpan ContextTimeToLive { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The longest time that a writer may ask for: 1 minute to 3,650 days. Default 365 days.</summary>
    public TimeSpan MaxContextTimeToLive { get; set; } = TimeSpan.FromDays(365);

    /// <summary>Members that a channel may have (ROOM-13): 1 to 1,000,000. Default 10,000.</summary>
    public int MaxMembersPerChannel { get; set; } = 10_000;

    /// <summary>Messages that one call may send: 1 to 10,000. Default 1,024.</summary>
    public int MaxBatch { get; set; } = 1_024;

    /// <summary>Receivers that a message may have, after groups are expanded (AGT-05): 1 to 4,096. Default 256.</summary>
    public int MaxRecipients { get; set; } = 256;

    /// <summary>
    /// Policies are evaluated in the prepared way (VAL-04): only what they read is made, and decisions that many messages have alike are kept. Switched
    /// off, the whole input is made and evaluated for each message, with the same decisions. Default true.
    /// </summary>
    public bool PreparePolicies { get; set; } = true;

    /// <summary>
    /// Side sessions that an agent may have: 1 to 1,000. Where all are taken, a newer one ends the one of requests (HTTP, dashboard) that was not used for longest and on which nothing
    /// waits; it is opened again when it is needed. Default 16.
    /// </summary>
    public int MaxSideSessions { get; set; } = 16;

    /// <summary>A side session that was not used for so long is over: 1 minute to 1 day. Default 10 minutes.</summary>
    public TimeSpan SideSessionIdle { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A socket session that was not renewed for so long is over: 5 seconds to 1 hour. Default 60 seconds.</summary>
    public TimeSpan SocketSessionIdle { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// A channel repeats its head so long after its last publish; ascending, 100 ms or more apart, up to 1 hour. Empty, the default: after
    /// 1, 5 and 30 seconds.
    /// </summary>
    public TimeSpan[] HeadRepetitions { get; set; } = [];

    /// <summary>A silo compares the revision of a tenant in use so often: 100 ms to 1 s. Default 1 second.</summary>
    public TimeSpan TenantRenewal { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A tenant's settings are trusted so long without comparing: 200 ms to 2 s, longer than the renewal. Default 2 seconds.</summary>
    public TimeSpan TenantTrust { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A tenant that was not reachable for so long is refused all (fail closed): 2 s to 1 minute. Default 10 seconds.</summary>
    public TimeSpan TenantUnreachable { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A change of a tenant waits so long for the silos to confirm it: 100 ms to 10 s. Default 2 seconds.</summary>
    public TimeSpan ChangeConfirmation { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The kill switch waits so long for those whom it asks, sockets to close included, in each of up to five rounds: 500 ms to 5 s. Default 4 seconds.</summary>
    public TimeSpan KillConfirmation { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>The bus tells in the room integriguard what happens (ROOM-08, AGT-11, STR-08); false: it does not. Default true.</summary>
    public bool SystemEvents { get; set; } = true;

    /// <summary>So many events may wait to be told; the rest is dropped, counted and logged: 16 to 1,000,000. Default 8,192.</summary>
    public int EventBuffer { get; set; } = 8_192;

    /// <summary>An agent that has a session and sent nothing for so long is idle: 1 second to 1 day. Default 5 minutes.</summary>
    public TimeSpan PresenceIdle { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// An agent's grain tells the directory so often that its sessions live, and the directory stores so often when agents were last seen:
    /// 100 ms to 10 minutes. Default 1 minute.
    /// </summary>
    public TimeSpan PresenceRenewal { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>So many events wait for an outside broker that is not reached; the rest is dropped, counted and logged (VAL-08): 16 to 1,000,000. Default 65,536.</summary>
    public int ExportBuffer { get; set; } = 65_536;

    /// <summary>Cases to which something is due, and that are not in memory, are looked for so often (DEL-14): 100 ms to 1 minute. Default 5 seconds.</summary>
    public TimeSpan CaseSweep { get; set; } = TimeSpan.FromSeconds(5);

    // Binding adds to what an array holds already, so the default cannot stand in the property itself.
    internal ImmutableArray<TimeSpan> Heads =>
        HeadRepetitions.Length > 0 ? [.. HeadRepetitions] : [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30)];
}

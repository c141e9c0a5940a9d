using System.ComponentModel.DataAnnotations;

namespace AgentBus.Silo.Options;

/// <summary>Limits of the WebSocket front-end (TRN-11, G-07).</summary>
internal sealed class GatewayOptions
{
    /// <summary>Connections at once. Security: bounds memory.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 20_000;

    /// <summary>Connections at once from one address; 0: no limit. Security: one host cannot take them all.</summary>
    [Range(0, 1_000_000)]
    public int MaxConnectionsPerAddress { get; set; } = 1_000;

    /// <summary>New connections a minute from one address; 0: no limit. Security: slows guessing and flooding (SEC-09).</summary>
    [Range(0, 1_000_000)]
    public int ConnectionsPerMinutePerAddress { get; set; } = 1_200;

    /// <summary>HTTP requests a minute from one address to the public listener, WebSockets apart; 0: no limit. Security: SEC-09.</summary>
    [Range(0, 10_000_000)]
    public int RequestsPerMinutePerAddress { get; set; } = 6_000;

    /// <summary>The longest WebSocket message of a client, in bytes. Security: bounds memory per connection.</summary>
    [Range(1_024, 16 * 1_024 * 1_024)]
    public int MaxMessageBytes { get; set; } = 1_048_576;

    /// <summary>Envelopes in one Publish frame, and in one batch to the agent's grain.</summary>
    [Range(1, 1_024)]
    public int MaxBatch { get; set; } = 256;

    /// <summary>Bytes that may wait for one client; above, it is closed as a slow consumer (TRN-10). Security: bounds memory per connection.</summary>
    [Range(65_536, 256 * 1_024 * 1_024)]
    public int MaxSendQueueBytes { get; set; } = 4 * 1_048_576;

    /// <summary>A client that takes nothing for so long is closed as a slow consumer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan SlowConsumerTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A session must be open so soon after the upgrade. Security: against slow openers (SEC-10).</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan HelloTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Told to clients: so often they are to show a sign of life.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A client that sends nothing for so long is closed (TRN-09); more than the heartbeat interval.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "01:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>Frames and envelopes a second of one connection on average; 0: no limit. Security: against flooding (SEC-09).</summary>
    [Range(0, 1_000_000)]
    public int MessagesPerSecond { get; set; } = 5_000;

    /// <summary>So many of them at once.</summary>
    [Range(1, 1_000_000)]
    public int MessageBurst { get; set; } = 10_000;

    /// <summary>So many malformed or too many frames close the connection; each minute forgives one. Security: SEC-10.</summary>
    [Range(1, 1_000)]
    public int MaxStrikes { get; set; } = 8;

    /// <summary>Channels that one connection follows at once. Security: against join abuse (SEC-10).</summary>
    [Range(1, 100_000)]
    public int MaxSubscriptions { get; set; } = 256;

    /// <summary>Publishes of one connection that wait for the ledger at once (audit_required); the next of these waits for one of them to end. Security: bounds memory per connection.</summary>
    [Range(1, 10_000)]
    public int MaxAuditWaits { get; set; } = 64;

    /// <summary>Messages read at once when a client catches up.</summary>
    [Range(1, 1_000)]
    public int CatchUpPage { get; set; } = 256;

    /// <summary>So often the heads of followed, quiet channels are compared with the journal's.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan HeadComparison { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>So often a session is kept known to its agent; well under the bus's 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:45")]
    public TimeSpan SessionRenewal { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Clients have so long to leave when the silo stops.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A credential must come with the handshake (TRN-06), not only in Hello; browsers cannot set headers. Security: true where no browser connects.</summary>
    public bool RequireHandshakeCredential { get; set; }

    /// <summary>Origins of browsers that may connect, e.g. "https://ops.example.org"; "*": all. Clients that send none are no browsers and pass. Security: stops foreign pages.</summary>
    public IList<string> AllowedOrigins { get; set; } = [];

    /// <summary>Agents and services may use the JSON subprotocol; people and dashboards always may (T-03). Security: JSON costs the silo more, and is read by more parsers.</summary>
    public bool AllowJsonAgents { get; set; }

    /// <summary>Clients of ArqonBus are let in as they are: JSON without subprotocol and hello, the token in a header or in the query (docs/protocol.md). Security: tokens in queries stand in the logs of proxies, and these clients name no constitutional hash.</summary>
    public bool ArqonBusCompat { get; set; }

    /// <summary>Switches, rates and roles of commands, by name.</summary>
    public IDictionary<string, CommandOptions> Commands { get; set; } = new Dictionary<string, CommandOptions>(StringComparer.Ordinal);
}

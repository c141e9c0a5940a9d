using System.Net.WebSockets;

namespace AgentBus.Client;

/// <summary>How a client connects and behaves. Immutable; change it by <c>with</c>.</summary>
public sealed record AgentBusOptions
{
    /// <summary>The constitutional hash that this version of the SDK goes by (CON-01).</summary>
    public const string DefaultConstitutionalHash = "cdd01ef066bc6cf2";

    /// <summary>The WebSocket address, such as <c>ws://127.0.0.1:8080/ws</c>. An <c>http</c> address is read as <c>ws</c>, and an empty path as <c>/ws</c>.</summary>
    public required Uri Uri { get; init; }

    /// <summary>
    /// The credential where it never changes: a JWT, an API key, an nkey's <c>nk.tenant.keyid</c>, or <c>Scheme value</c>. Either this or
    /// <see cref="TokenProvider"/>. Empty: a client certificate given in <see cref="ConfigureSocket"/>.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>Gives the credential at each connect, and again before it expires. It must name the same agent each time.</summary>
    public Func<CancellationToken, ValueTask<string>>? TokenProvider { get; init; }

    /// <summary>
    /// Signs challenges with the Ed25519 seed of an nkey, which stays with the caller: takes the text to sign, gives the 64 bytes of the
    /// signature.
    /// </summary>
    public Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<byte[]>>? NKeySigner { get; init; }

    /// <summary>Changes how the socket connects: client certificates, a private authority, a proxy. Called for each connection.</summary>
    public Action<ClientWebSocketOptions>? ConfigureSocket { get; init; }

    /// <summary>What the agent says of itself.</summary>
    public AgentProfile Profile { get; init; } = new();

    /// <summary>Where messages without a target go; empty: nowhere.</summary>
    public string HomeRoom { get; init; } = "";

    /// <summary>The channel of <see cref="HomeRoom"/>.</summary>
    public string HomeChannel { get; init; } = "";

    /// <summary>A side session: it displaces no other session of the agent and receives no inbox. Default false.</summary>
    public bool Side { get; init; }

    /// <summary>
    /// Messages of the inbox that may be with this client unsettled at once while it is open, 0 to 1,000. Default 0: the bus chooses. What is not settled
    /// in the bus's redelivery time counts as a failed attempt, so keep it near to what the agent works on at once, unless
    /// <see cref="AgentBusClient.HandleAsync"/> handles it, which tells the bus that it is still working.
    /// </summary>
    public int InboxWindow { get; init; }

    /// <summary>The constitutional hash in every message. Default <see cref="DefaultConstitutionalHash"/>.</summary>
    public string ConstitutionalHash { get; init; } = DefaultConstitutionalHash;

    /// <summary>How long <see cref="AgentBusClient.ConnectAsync"/> tries, over all attempts. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a publish waits for its receipt, and an acknowledgement or a question for its answer, over all reconnects; then it fails with <see cref="AgentBusCodes.Timeout"/>.
    /// Default 60 s; at most 9 min, since the bus recognises retries for 10.
    /// </summary>
    public TimeSpan PublishTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long <see cref="AgentBusClient.DisposeAsync"/> waits for outstanding publishes. Default 5 s.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The pause before the first reconnect; it doubles with each failure. Default 100 ms.</summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause between reconnects. Default 5 s.</summary>
    public TimeSpan ReconnectMaxDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The share of each pause that is random, 0 to 1, so that clients do not return all at once. Default 0.5.</summary>
    public double ReconnectJitter { get; init; } = 0.5;

    /// <summary>
    /// How often in a row the bus may refuse the credentials of <see cref="TokenProvider"/> before the client gives up and
    /// <see cref="AgentBusClient.Completion"/> faults. Default 10. A refused <see cref="Token"/> ends it at once.
    /// </summary>
    public int MaxCredentialRefusals { get; init; } = 10;

    /// <summary>Publishes that may wait to be sent, and as many again that may wait for their receipts; beyond that a publish waits to be accepted. Default 1,024.</summary>
    public int MaxPendingPublishes { get; init; } = 1024;

    /// <summary>
    /// Deliveries that a subscription holds for its reader. A reader that falls further behind misses nothing in a durable channel:
    /// the rest is read from history when it has caught up. Default 1,024.
    /// </summary>
    public int SubscriptionBuffer { get; init; } = 1024;

    /// <summary>Told at once of messages that can not be had any more; the next delivery carries the same in <see cref="Delivery.GapBefore"/>. Runs on the reading loop: be brief; what it throws is dropped.</summary>
    public Action<DeliveryGap>? OnGap { get; init; }

    /// <summary>Told of each change of the connection. Runs on the connecting loop: be brief; what it throws is dropped.</summary>
    public Action<AgentBusConnectionState>? OnStateChanged { get; init; }

    /// <summary>
    /// Told what an operator wants of the agent: to go back to a version, or to log more. With it such messages are acknowledged once it returns, and do not
    /// come out of the inbox; without it they are messages of the inbox as any other. Runs on the reading loop: be brief; what it throws is dropped.
    /// </summary>
    public Action<BusOrder>? OnOrder { get; init; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}

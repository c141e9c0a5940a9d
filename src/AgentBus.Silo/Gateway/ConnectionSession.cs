using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Domain.Abuse;
using AgentBus.Domain.Agents;
using AgentBus.Domain.Queues;
using AgentBus.Model;
using AgentBus.Protocol;
using AgentBus.Silo.Security;
using AgentBus.Silo.Security.NKeys;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway;

/// <summary>
/// The session of one connection: opened by the first Hello, kept known to the agent's grain, renewed by Refresh, over with the credential.
/// Who it is, the grain decides; here the credential is only read to find that grain.
/// </summary>
internal sealed class ConnectionSession(Connection connection, Credential? handshakeCredential)
{
    private static readonly Refusal AlreadyOpen = new(Code.MessageInvalid, "The session is open; a second Hello is not taken. Use Refresh to renew the credential.");

    private static readonly Refusal NotForAgents = new(
        Code.PermissionDenied, $"{ProtocolVersion.JsonSubprotocol} is for people and dashboards here; use {ProtocolVersion.BinarySubprotocol}, or have AgentBus:Gateway:AllowJsonAgents switched on.");

    // One for Hello, the others for refreshes.
    private const int MaxChallenges = 100;

    private readonly GatewayParts _parts = connection.Parts;
    private Credential? _credential = handshakeCredential;
    private int _challenges;
    private SessionEnds? _observer;
    private ISessionObserver? _observerReference;
    private Task _renewal = Task.CompletedTask;
    private long _renewedAt;
    private int _inboxWindow;
    private SessionToken? _token;

    /// <summary>The agent's grain; null until the session is open.</summary>
    public IAgentGrain? Agent { get; private set; }

    /// <summary>The same grain, for what the agent finds again; null until the session is open.</summary>
    public IAgentMemory? Memory { get; private set; }

    /// <summary>The session's secret; null until it is open.</summary>
    public SessionToken? Token => Volatile.Read(ref _token);

    /// <summary>Who it acts for; null until it is open.</summary>
    public Principal? Principal { get; private set; }

    /// <summary>It is open.</summary>
    public bool IsOpen => Token is not null;

    /// <summary>It is a side session: it receives no inbox, apart from replies that it awaits.</summary>
    public bool IsSide { get; private set; }

    /// <summary>It takes its agent's inbox, once there is one.</summary>
    public bool TakesInbox { get; private set; }

    /// <summary>For logs.</summary>
    public string Name => Principal?.Agent.GrainKey ?? "nobody";

    /// <summary>Answers Hello; whatever is wrong with it ends the connection.</summary>
    public async Task OpenAsync(ulong requestId, Wire.Hello hello)
    {
        if (IsOpen)
        {
            connection.Refuse(requestId, AlreadyOpen);
            return;
        }

        if (ProtocolVersion.Choose(hello.ProtocolVersions) is not { } version)
        {
            connection.End(new Refusal(Code.VersionUnsupported, $"None of the versions is spoken here; use {string.Join(", ", ProtocolVersion.Supported)}."));
            return;
        }

        var credential = hello.Token.Length > 0 ? CredentialReader.FromText(hello.Token) : _credential;
        if (Challenge(requestId, credential))
        {
            return;
        }

        // It is used once; until the connection ends it would only lie in memory.
        _credential = null;
        if (credential is null || await _parts.Routing.RouteAsync(credential) is not { } agent)
        {
            EndUnauthenticated();
            return;
        }

        await OpenAsync(requestId, hello, version, credential, _parts.Cluster.GetGrain<IAgentGrain>(agent.GrainKey));
    }

    /// <summary>Takes from the agent's inbox, where that is wanted; an agent that is not registered has none yet.</summary>
    public void OpenInbox()
    {
        if (TakesInbox)
        {
            connection.Queues.OpenInbox(_inboxWindow);
        }
    }

    /// <summary>Wants the inbox from now on.</summary>
    /// <param name="window">So many messages unsettled at once; 0: as Hello said.</param>
    public Task<Result<QueueState>> TakeInboxAsync(uint window)
    {
        TakesInbox = true;
        _inboxWindow = window == 0 ? _inboxWindow : Window(window);
        return connection.Queues.TakeInboxAsync(_inboxWindow, repliesOnly: false);
    }

    /// <summary>Wants the inbox no more; replies that it awaits still come.</summary>
    public async Task LeaveInboxAsync()
    {
        if (TakesInbox)
        {
            TakesInbox = false;
            await connection.Queues.TakeInboxAsync(0, repliesOnly: true);
        }
    }

    /// <summary>Answers Refresh with another Welcome.</summary>
    public async Task RefreshAsync(ulong requestId, Wire.Refresh refresh)
    {
        var credential = CredentialReader.FromText(refresh.Token);
        if (Challenge(requestId, credential))
        {
            return;
        }

        if (credential is null)
        {
            connection.Refuse(requestId, Refusal.Unauthenticated);
            return;
        }

        var renewed = await Agent!.RenewSessionAsync(Token!, credential);
        if (!renewed.IsOk)
        {
            if (renewed.Refusal.Code == Code.Unauthenticated)
            {
                connection.Note(Offence.BadCredential);
            }

            connection.Refuse(requestId, renewed.Refusal);
            return;
        }

        Principal = renewed.Value.Principal;
        connection.Tell(Welcome(requestId, ProtocolVersion.Current, await MembershipsAsync(mustKnow: false)));
    }

    /// <summary>Looks at the clock: ends with the credential, renews in time.</summary>
    public void Tick()
    {
        if (Principal is not { } principal)
        {
            return;
        }

        if (principal.ExpiresAt <= _parts.Time.GetUtcNow())
        {
            connection.End(Refusal.SessionExpired);
        }
        else if (_renewal.IsCompleted && _parts.Time.GetElapsedTime(_renewedAt) >= _parts.Options.SessionRenewal)
        {
            _renewedAt = _parts.Time.GetTimestamp();
            _renewal = RenewAsync();
        }
    }

    /// <summary>Tells the grain that the session is over.</summary>
    public async Task CloseAsync()
    {
        await _renewal;
        if (Agent is not { } agent || Token is not { } token)
        {
            return;
        }

        _parts.Statistics.Left(Principal!.Agent.Tenant);
        try
        {
            await agent.CloseSessionAsync(token);
        }
        catch (Exception e)
        {
            // The grain forgets a session that is not renewed.
            GatewayLog.CallFailed(_parts.Logger, e, connection.Id, connection.CorrelationId);
        }

        _parts.Cluster.DeleteObjectReference<ISessionObserver>(_observerReference!);
    }

    private static int Window(uint wished) => (int)Math.Min(wished, QueueLimits.MaxWindow);

    /// <summary>Answers the question for a challenge; not without end, since it costs the asker nothing.</summary>
    private bool Challenge(ulong requestId, Credential? credential)
    {
        if (credential?.Kind != CredentialKind.NKey || NKeyCredential.TryParse(credential.Value) is not { IsQuestion: true } || _challenges >= MaxChallenges)
        {
            return false;
        }

        _challenges++;
        connection.Tell(new Wire.ServerFrame { RequestId = requestId, Challenge = new Wire.Challenge { Nonce = _parts.Challenges.Ask() } });
        return true;
    }

    /// <summary>Known only now that it has proved who it is: nobody else learns of a ban, or is hit by it.</summary>
    private Refusal? Unwelcome(Principal principal) =>
        _parts.Bans.LeftFor(principal.Agent) is { } left ? EdgeGuard.Banned(left)
        : principal.Type is EntityType.Human or EntityType.Dashboard || connection.IsForAgents ? null
        : NotForAgents;

    private void EndUnauthenticated()
    {
        connection.Note(Offence.BadCredential);
        connection.End(Refusal.Unauthenticated);
    }

    private async Task OpenAsync(ulong requestId, Wire.Hello hello, string version, Credential credential, IAgentGrain agent)
    {
        _observer = new SessionEnds(connection);
        _observerReference = _parts.Cluster.CreateObjectReference<ISessionObserver>(_observer);
        var opened = await agent.OpenSessionAsync(
            new OpenSession(
                credential,
                hello.Side ? SessionKind.Side : SessionKind.Socket,
                hello.ConstitutionalHash,
                new AgentDescription(
                    hello.Name,
                    hello.AgentVersion,
                    [.. hello.Capabilities.Select(static capability => Capabilities.Join(capability.Name, capability.Version))],
                    hello.Metadata.ToImmutableDictionary()),
                new ChannelName(hello.Room, hello.Channel),
                WebSocketAdapter.Name),
            _observerReference);
        if (!opened.IsOk)
        {
            _parts.Cluster.DeleteObjectReference<ISessionObserver>(_observerReference);
            if (opened.Refusal.Code == Code.Unauthenticated)
            {
                connection.Note(Offence.BadCredential);
            }

            connection.End(opened.Refusal);
            return;
        }

        if (Unwelcome(opened.Value.Principal) is { } unwelcome)
        {
            await agent.CloseSessionAsync(opened.Value.Token);
            _parts.Cluster.DeleteObjectReference<ISessionObserver>(_observerReference);
            connection.End(unwelcome);
            return;
        }

        Agent = agent;
        Memory = _parts.Cluster.GetGrain<IAgentMemory>(opened.Value.Principal.Agent.GrainKey);
        IsSide = hello.Side;
        Principal = opened.Value.Principal;
        _renewedAt = _parts.Time.GetTimestamp();

        // Last, and seen last: whoever finds the session open on another thread finds the rest.
        Volatile.Write(ref _token, opened.Value.Token);
        _parts.Statistics.Entered(Principal.Agent.Tenant);
        var memberships = await MembershipsAsync(hello.Restore);
        connection.Tell(Welcome(requestId, version, memberships));
        _inboxWindow = Window(hello.InboxWindow);
        TakesInbox = !hello.Side && !hello.NoInbox;
        OpenInbox();
        if (hello.Restore)
        {
            await connection.Subscriptions.RestoreAsync(memberships);
        }
    }

    /// <summary>Reads the agent's memberships. A client that does not restore them can live without.</summary>
    private async Task<ImmutableArray<Membership>> MembershipsAsync(bool mustKnow)
    {
        var known = await Memory!.MembershipsAsync(Token!);
        if (!known.IsOk && mustKnow)
        {
            connection.End(known.Refusal);
        }

        return known.Value?.Channels ?? [];
    }

    private async Task RenewAsync()
    {
        try
        {
            var renewed = await Agent!.RenewSessionAsync(Token!, credential: null);
            if (!renewed.IsOk)
            {
                connection.End(renewed.Refusal);
            }
        }
        catch (Exception e)
        {
            // The next renewal comes long before the grain forgets the session.
            GatewayLog.CallFailed(_parts.Logger, e, connection.Id, connection.CorrelationId);
        }
    }

    private Wire.ServerFrame Welcome(ulong requestId, string version, ImmutableArray<Membership> memberships) => new()
    {
        RequestId = requestId,
        Welcome = new Wire.Welcome
        {
            SessionId = Token!.Id,
            TenantId = Principal!.Agent.Tenant,
            AgentId = Principal.Agent.Agent,
            ProtocolVersion = version,
            ServerVersion = ServerVersion.Text,
            ConstitutionalHash = ConstitutionalHash.Current,
            MaxMessageBytes = (uint)_parts.Options.MaxMessageBytes,
            MaxBatch = (uint)_parts.Options.MaxBatch,
            HeartbeatIntervalMs = (uint)_parts.Options.HeartbeatInterval.TotalMilliseconds,
            IdleTimeoutMs = (uint)_parts.Options.IdleTimeout.TotalMilliseconds,
            ExpiresAtUnixMs = Principal.ExpiresAt.ToUnixTimeMilliseconds(),
            MaxContextBytes = (uint)_parts.MaxContextBytes,
            RedeliverAfterMs = (uint)_parts.RedeliverAfter.TotalMilliseconds,
            Memberships = { memberships.Select(Membership) },
        },
    };

    private static Wire.Membership Membership(Membership membership) => new()
    {
        Room = membership.Channel.Room,
        Channel = membership.Channel.Channel,
        Acknowledged = membership.Acknowledged.Epoch == 0
            ? null
            : new Wire.Position { Epoch = membership.Acknowledged.Epoch, Sequence = (ulong)membership.Acknowledged.Sequence },
    };
}

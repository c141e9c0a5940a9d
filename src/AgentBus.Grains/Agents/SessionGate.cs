using AgentBus.Contracts;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Sessions;
using AgentBus.Domain.Tenants;
using AgentBus.Grains.Hosting;
using AgentBus.Grains.Tenants;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>Lets callers in: opens sessions for verified credentials, and holds each call to its session and to the tenant's settings now.</summary>
internal sealed class SessionGate
{
    private readonly AgentKey _agent;
    private readonly TenantSnapshots _tenants;
    private readonly IAuthenticator _authenticator;
    private readonly Func<Principal, OpenSession, Task<Refusal?>> _prepare;
    private readonly Action<Sessions> _changed;
    private readonly TimeProvider _time;
    private readonly Sessions _sessions;
    private readonly SessionClock _clock;
    private TenantInUse? _tenant;

    /// <summary>Makes the gate of an agent.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="tenants">The tenants' settings.</param>
    /// <param name="authenticator">Verifies credentials.</param>
    /// <param name="farewells">Tells holders of sessions that they ended.</param>
    /// <param name="ended">Told of every session that ends.</param>
    /// <param name="prepare">What has to be done before a session can be used; a refusal opens none.</param>
    /// <param name="changed">Told of the sessions after each change of them.</param>
    /// <param name="time">The time.</param>
    /// <param name="options">The limits of sessions.</param>
    /// <param name="alarm">Makes an alarm that rings in the agent's turns.</param>
    public SessionGate(
        AgentKey agent,
        TenantSnapshots tenants,
        IAuthenticator authenticator,
        Farewells farewells,
        Action<Session> ended,
        Func<Principal, OpenSession, Task<Refusal?>> prepare,
        Action<Sessions> changed,
        TimeProvider time,
        BusOptions options,
        Func<Func<Task>, IAlarm> alarm)
    {
        (_agent, _tenants, _authenticator, _prepare, _changed, _time) = (agent, tenants, authenticator, prepare, changed, time);
        _sessions = new Sessions(options, farewells, ended);
        _clock = new SessionClock(_sessions, time, Track, alarm);
    }

    /// <summary>No session is open.</summary>
    public bool IsEmpty => _sessions.IsEmpty;

    /// <summary>The agent's socket session is open.</summary>
    public bool HasSocket => _sessions.HasSocket;

    /// <summary>The tenant with settings that may be trusted without asking; null: ask with <see cref="EnterAsync"/>.</summary>
    public TenantView? Fresh() => _tenant?.Fresh();

    /// <summary>Opens a session. Why a credential is not valid is not told, nor whether the tenant exists.</summary>
    public async Task<Result<SessionOpened>> OpenAsync(OpenSession request, ISessionObserver? observer)
    {
        var tenant = await _tenants.GetAsync(_agent.Tenant);
        if (!tenant.IsOk)
        {
            return tenant.Refusal.Code == Code.NotFound ? Constitution.Check(request.ConstitutionalHash) ?? Refusal.Unauthenticated : tenant.Refusal;
        }

        if (SessionRules.CheckHash(request, tenant.Value.Snapshot) is { } hash)
        {
            return hash;
        }

        if (await AuthenticateAsync(request.Credential, tenant.Value.Settings) is not { } principal)
        {
            return Refusal.Unauthenticated;
        }

        // Before anything is written for it, and again below.
        if (SessionRules.CheckStanding(principal, tenant.Value.Snapshot, _time.GetUtcNow()) is { } outside)
        {
            return outside;
        }

        if (await _prepare(principal, request) is { } unprepared)
        {
            return unprepared;
        }

        // What was revoked or disabled meanwhile opens nothing: behind this answer comes no other await.
        tenant = await _tenants.GetAsync(_agent.Tenant);
        if (!tenant.IsOk)
        {
            return tenant.Refusal;
        }

        var now = _time.GetUtcNow();
        if (SessionRules.CheckStanding(principal, tenant.Value.Snapshot, now) is { } fallen)
        {
            return fallen;
        }

        _tenant = tenant.Value.Tenant;
        var opened = _sessions.Open(principal, request, observer, now);
        Track();
        _clock.Set();
        return opened;
    }

    /// <summary>Notes that the holder lives, and with a credential of the same agent moves the session's end.</summary>
    public async Task<Result<SessionOpened>> RenewAsync(SessionToken token, Credential? credential)
    {
        var entered = await EnterAsync(token);
        if (!entered.IsOk)
        {
            return entered.Refusal;
        }

        var (session, tenant) = entered.Value;
        if (credential is not null)
        {
            if (await AuthenticateAsync(credential, tenant.Settings) is not { } principal)
            {
                return Refusal.Unauthenticated;
            }

            session.Principal = principal;
            Track();
            _clock.Set();
        }

        return new SessionOpened(session.Token, session.Principal, Replaced: false);
    }

    /// <summary>Ends a session whose holder wants no more of it.</summary>
    public Task CloseAsync(SessionToken token)
    {
        _sessions.Close(token);
        Track();
        return Task.CompletedTask;
    }

    /// <summary>The session of a token with the tenant's settings now.</summary>
    public async ValueTask<Result<Entry>> EnterAsync(SessionToken token)
    {
        // Without a session nobody makes the grain ask others.
        if (IsEmpty)
        {
            return Refusal.SessionExpired;
        }

        var tenant = await _tenants.GetAsync(_agent.Tenant);
        if (!tenant.IsOk)
        {
            return tenant.Refusal;
        }

        return Enter(token, tenant.Value, out var session) is { } refusal ? refusal : new Entry(session!, tenant.Value);
    }

    /// <summary>Does what a call asks for, if it is let in.</summary>
    public async Task<Result<T>> WithinAsync<T>(SessionToken token, Func<Entry, Task<Result<T>>> call)
        where T : class
    {
        var entered = await EnterAsync(token);
        return entered.IsOk ? await call(entered.Value) : entered.Refusal;
    }

    /// <summary>The same for a call that answers nothing.</summary>
    public async Task<Refusal?> WithinAsync(SessionToken token, Func<Entry, Task<Refusal?>> call)
    {
        var entered = await EnterAsync(token);
        return entered.IsOk ? await call(entered.Value) : entered.Refusal;
    }

    /// <summary>Holds a call to its session and to the settings; null: it may go on.</summary>
    public Refusal? Enter(SessionToken token, TenantView tenant, out Session? session)
    {
        if (_tenant != tenant.Tenant)
        {
            _tenant = tenant.Tenant;
            Track();
        }

        var now = _time.GetUtcNow();
        session = _sessions.Find(token, now);
        if (session is null)
        {
            return Refusal.SessionExpired;
        }

        var entered = session;
        if (SessionRules.CheckStanding(entered.Principal, tenant.Snapshot, now) is not { } fallen)
        {
            return null;
        }

        End(open => open == entered ? fallen : null);
        return fallen;
    }

    /// <summary>Ends the sessions that the settings allow no more.</summary>
    public async Task RecheckAsync()
    {
        var tenant = await _tenants.GetAsync(_agent.Tenant);
        var now = _time.GetUtcNow();
        if (tenant.IsOk)
        {
            End(session => SessionRules.CheckStanding(session.Principal, tenant.Value.Snapshot, now));
        }
    }

    /// <summary>Ends the sessions for which there is a reason.</summary>
    public void End(Func<Session, Refusal?> reasonOf)
    {
        _sessions.End(reasonOf);
        Track();
    }

    private async ValueTask<Principal?> AuthenticateAsync(Credential credential, TenantSettings tenant)
    {
        var principal = await _authenticator.AuthenticateAsync(credential, tenant, _time.GetUtcNow(), CancellationToken.None);
        return principal?.Agent == _agent ? principal : null;
    }

    private void Track()
    {
        _tenant?.Track(_agent.Agent, _sessions.Credentials);
        _changed(_sessions);
    }

    /// <summary>A call that was let in.</summary>
    internal sealed record Entry(Session Session, TenantView Tenant)
    {
        /// <summary>Who calls.</summary>
        public Principal Principal => Session.Principal;

        /// <summary>The tenant's settings.</summary>
        public TenantSnapshot Snapshot => Tenant.Snapshot;
    }
}

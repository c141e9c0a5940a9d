using System.Diagnostics.CodeAnalysis;
using System.Net;
using AgentBus.Domain.Abuse;
using AgentBus.Model;
using AgentBus.Services;
using AgentBus.Silo.Gateway;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security;
using AgentBus.Silo.Security.Abuse;
using Microsoft.Extensions.Options;
using Orleans;

namespace AgentBus.Silo.Http;

/// <summary>
/// Finds out who sent a request: the credential leads to the agent's grain, which verifies it and opens a side session that later requests
/// with the same credential use again. Bad credentials count against the address (SEC-09). Thread-safe.
/// </summary>
internal sealed class CallerDesk : BackgroundService
{
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);
    private static readonly Refusal NoCredential = new(Code.Unauthenticated, $"Send a bearer token, an API key ({CredentialReader.ApiKeyHeader}) or a client certificate.");

    private readonly CertificateSeal _seal;
    private readonly CredentialRouting _routing;
    private readonly BanList _bans;
    private readonly TimeProvider _time;
    [SuppressMessage("Usage", "CA2213", Justification = "Closed when the silo stops, while the grains are still there to be told.")]
    private readonly CallerSessions _sessions;

    public CallerDesk(
        IClusterClient cluster, CertificateSeal seal, CredentialRouting routing, BanList bans, IOptions<AgentBusOptions> options, TimeProvider time)
    {
        (_seal, _routing, _bans, _time) = (seal, routing, bans, time);
        _sessions = new CallerSessions(cluster, HttpAdapter.Name, options.Value.Http.MaxSessions, options.Value.Http.SessionIdle, time);
    }

    /// <summary>Sessions that are kept between requests.</summary>
    public int Sessions => _sessions.Count;

    /// <summary>The credential of a request; the refusal says which ones there are.</summary>
    public Result<Credential> CredentialOf(HttpContext context)
    {
        // A signed challenge is good once, and a request cannot ask for a challenge first.
        var credential = CredentialReader.FromRequest(context, _seal);
        return credential is null or { Kind: CredentialKind.NKey } ? NoCredential : credential;
    }

    /// <summary>The caller; to be disposed when its request is answered.</summary>
    public async Task<Result<Caller>> EnterAsync(HttpContext context, Credential credential, ApiRequest request)
    {
        var entered = await EnterAsync(context.Connection.RemoteIpAddress, credential, request.Hash, context.RequestAborted);
        if (entered.IsOk && request.TenantId.Length > 0 && request.TenantId != entered.Value.Principal.Agent.Tenant)
        {
            await entered.Value.DisposeAsync();
            return Refusal.NotFound;
        }

        return entered;
    }

    /// <summary>The caller, whose credential came from this address (null: it was shown before); to be disposed when it is served.</summary>
    public async Task<Result<Caller>> EnterAsync(IPAddress? address, Credential credential, string hash, CancellationToken cancellationToken)
    {
        if (await _routing.RouteAsync(credential, cancellationToken) is not { } agent)
        {
            _bans.Note(address, Offence.BadCredential);
            return Refusal.Unauthenticated;
        }

        var entered = await _sessions.EnterAsync(agent, credential, hash);
        if (!entered.IsOk)
        {
            if (entered.Refusal.Code == Code.Unauthenticated)
            {
                _bans.Note(address, Offence.BadCredential);
            }

            return entered.Refusal;
        }

        if (_bans.LeftFor(entered.Value.Principal.Agent) is { } left)
        {
            await entered.Value.DisposeAsync();
            return EdgeGuard.Banned(left);
        }

        return entered;
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _sessions.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Sweep, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await _sessions.SweepAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
    }
}

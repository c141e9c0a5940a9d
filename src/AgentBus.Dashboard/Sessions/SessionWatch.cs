using AgentBus.Model;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentBus.Dashboard;

/// <summary>
/// Holds everybody who is signed in against keys, tenant and revocations now and then, whether a page is asked for or not: whoever may not be there any more
/// loses pages and event streams.
/// </summary>
internal sealed class SessionWatch(ViewerSessions sessions, IViewerEntry entry, IOptions<DashboardOptions> options, TimeProvider time, ILogger<SessionWatch> logger) : BackgroundService
{
    /// <summary>A refusal that says the credential is good for nothing here any more; others, as of a store that does not answer, pass.</summary>
    public static bool EndsSession(Refusal refusal) =>
        refusal.Code is not (Code.Overloaded or Code.StorageUnavailable or Code.Timeout or Code.Draining or Code.Internal or Code.RateLimited);

    /// <summary>Asks anew whether a session holds; ends it where it does not.</summary>
    public async Task CheckAsync(ViewerSession session, CancellationToken cancellationToken)
    {
        if (sessions.IsOver(session))
        {
            sessions.End(session);
            return;
        }

        var entered = await entry.EnterAsync(null, session.Credential, cancellationToken);
        var refusal = entered.Refusal;
        if (entered.IsOk)
        {
            await using var caller = entered.Value;
            refusal = await caller.ConfirmAsync() ?? Viewer.Of(caller.Principal).Refusal;
        }

        if (refusal is not null && EndsSession(refusal))
        {
            DashboardLog.SessionEnded(logger, session.Owner, refusal.Reason);
            sessions.End(session);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Revalidation, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var session in sessions.All)
                {
                    await TryCheckAsync(session, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private async Task TryCheckAsync(ViewerSession session, CancellationToken stoppingToken)
    {
        try
        {
            await CheckAsync(session, stoppingToken);
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            // What cannot be asked now is asked at the next page, which is not shown unless it is answered.
            DashboardLog.NotChecked(logger, fault, session.Owner);
        }
    }
}

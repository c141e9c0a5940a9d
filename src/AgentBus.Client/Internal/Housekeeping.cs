namespace AgentBus.Client.Internal;

/// <summary>What has to happen by the clock: what waited too long fails, feeds are asked for again, the bus is pinged, the credential is renewed.</summary>
internal sealed class Housekeeping(AgentBusOptions options, LinkOpener opener, SessionState state, Func<BusLink?> current)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RefreshMargin = TimeSpan.FromMinutes(1);
    private readonly TimeProvider _time = options.TimeProvider;
    private DateTimeOffset? _refreshedFor;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Beat, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                state.Beat(_time.GetTimestamp());
                if (current() is { } link)
                {
                    await LookAfterAsync(link, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The session ended.
        }
    }

    private async Task LookAfterAsync(BusLink link, CancellationToken cancellationToken)
    {
        link.AttachFeeds();
        if (link.Tick() is not null)
        {
            // Both loops of the link end with the socket.
            link.Dispose();
            return;
        }

        if (options.TokenProvider is not null && link.ExpiresAt is { } expires && expires != _refreshedFor && _time.GetUtcNow() >= expires - RefreshMargin)
        {
            _refreshedFor = expires;
            try
            {
                link.Refresh(await opener.TokenAsync(cancellationToken));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The provider may have more luck at the next beat; if it never has, the bus ends the session with its own code.
                _refreshedFor = null;
            }
        }
    }
}

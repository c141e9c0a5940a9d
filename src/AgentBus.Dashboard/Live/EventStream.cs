using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace AgentBus.Dashboard;

/// <summary>
/// Tells one viewer's page what changes, as server-sent events, for as long as the page is open and the session holds. Where it does not hold any more the
/// page is told so, and the stream closes. Thread-safe.
/// </summary>
internal sealed class EventStream(IEnumerable<ILiveSource> sources, SessionWatch watch, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>Pages of one session that may follow at once.</summary>
    public const int MaxOfSession = 32;

    private const int Backlog = 64;
    private const string EventStreamType = "text/event-stream";
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly LiveEvent Alive = new("alive", "");
    private static readonly LiveEvent Over = new("ended", "");

    /// <summary>Serves the page until it closes.</summary>
    public async Task ServeAsync(PageCall call)
    {
        var response = call.Context.Response;
        response.ContentType = EventStreamType;
        response.Headers["X-Accel-Buffering"] = "no";
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, call.Session.Ended, lifetime.ApplicationStopping);

        // Pages ask for how things are now, so of events that nobody fetched the newest are enough; but which cases the others were about is lost with them.
        var missed = new MissedTopics();
        var events = Channel.CreateBounded<LiveEvent>(
            new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, dropped => missed.Add(dropped.Topic));
        var watching = sources.Select(source => FollowAsync(source, call, events.Writer, ending.Token)).ToArray();
        try
        {
            await WriteAsync(response, Alive, call.Aborted);
            await PumpAsync(response, events.Reader, missed, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The page closed, the session ended, or the silo stops.
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(watching);
        }

        if (call.Session.Ended.IsCancellationRequested && !call.Aborted.IsCancellationRequested)
        {
            await WriteAsync(response, Over, call.Aborted);
        }
    }

    private async Task FollowAsync(ILiveSource source, PageCall call, ChannelWriter<LiveEvent> events, CancellationToken ending)
    {
        try
        {
            await foreach (var one in source.WatchAsync(call.Caller, ending))
            {
                events.TryWrite(one);
            }

            // The session that it watched by is over, which may be the viewer's end or only that session's.
            await watch.CheckAsync(call.Session, ending);
            events.TryComplete();
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Nobody listens any more.
        }
        catch (Exception fault)
        {
            events.TryComplete(fault);
        }
    }

    private async Task PumpAsync(HttpResponse response, ChannelReader<LiveEvent> events, MissedTopics missed, CancellationToken ending)
    {
        using var timer = new PeriodicTimer(Heartbeat, time);
        var beat = timer.WaitForNextTickAsync(ending).AsTask();
        var more = events.WaitToReadAsync(ending).AsTask();
        while (true)
        {
            if (await Task.WhenAny(more, beat) == beat)
            {
                await beat;
                await WriteAsync(response, Alive, ending);
                beat = timer.WaitForNextTickAsync(ending).AsTask();
                continue;
            }

            if (!await more)
            {
                return;
            }

            while (events.TryRead(out var one))
            {
                await WriteAsync(response, one, ending);
            }

            foreach (var topic in missed.Take())
            {
                await WriteAsync(response, new LiveEvent(topic, LiveEvent.All), ending);
            }

            more = events.WaitToReadAsync(ending).AsTask();
        }
    }

    private static async Task WriteAsync(HttpResponse response, LiveEvent one, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes($"event: {one.Topic}\ndata: {one.Data}\n\n"), cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}

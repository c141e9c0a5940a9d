using System.Net;
using System.Text.RegularExpressions;
using AgentBus.Load.Measure;
using AgentBus.Load.Processes;

namespace AgentBus.Load.Dashboards;

/// <summary>
/// A page of the dashboard that is open, without the browser: signed in by the form, it follows the event stream and fetches the parts of an event's topic anew, as
/// live.js does.
/// </summary>
internal sealed partial class OpenDashboard : IAsyncDisposable
{
    private const string Root = "dashboard";
    private const string TopicPrefix = "event: ";

    /// <summary>As long as live.js gathers events before it fetches.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _http;
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _followed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _following = Task.CompletedTask;

    private OpenDashboard(HttpClient http) => _http = http;

    /// <summary>Parts that were fetched anew.</summary>
    public int Fetched { get; private set; }

    /// <summary>Signs in, and opens a page.</summary>
    public static async Task<OpenDashboard> OpenAsync(LoadSilo silo, string page, CancellationToken cancellationToken)
    {
        var address = new Uri($"http://{silo.Address}/");
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = address };
        http.DefaultRequestHeaders.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        var dashboard = new OpenDashboard(http);
        var form = await http.GetStringAsync($"{Root}/sign-in", cancellationToken);
        using var fields = new FormUrlEncodedContent([new("form_token", FormToken().Match(form).Groups["token"].Value), new("token", silo.ReviewerToken)]);
        using var entered = await http.PostAsync($"{Root}/sign-in", fields, cancellationToken);
        if (entered.StatusCode != HttpStatusCode.SeeOther)
        {
            throw new InvalidDataException($"Signing in was answered with {entered.StatusCode}.");
        }

        var html = await http.GetStringAsync($"{Root}/{page}", cancellationToken);
        dashboard._following = dashboard.FollowAsync([.. LivePart().Matches(html).Select(static part => (part.Groups["topics"].Value, WebUtility.HtmlDecode(part.Groups["source"].Value)))]);
        await Task.WhenAny(dashboard._followed.Task, dashboard._following);
        return dashboard;
    }

    /// <summary>Asks for a page, and takes the time until all of it is there.</summary>
    public async Task ReadAsync(string page, LatencyHistogram times, CancellationToken cancellationToken)
    {
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        _ = await _http.GetStringAsync($"{Root}/{page}", cancellationToken);
        times.Record(System.Diagnostics.Stopwatch.GetTimestamp() - start);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        try
        {
            await _following;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            // The page is closed.
        }

        _http.Dispose();
        _closing.Dispose();
    }

    [GeneratedRegex("name=\"form_token\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1_000)]
    private static partial Regex FormToken();

    [GeneratedRegex("data-live=\"(?<topics>[^\"]+)\" data-source=\"(?<source>[^\"]+)\"", RegexOptions.None, 1_000)]
    private static partial Regex LivePart();

    private async Task FollowAsync(IReadOnlyList<(string Topics, string Source)> parts)
    {
        await using var stream = await _http.GetStreamAsync($"{Root}/events", _closing.Token);
        using var reader = new StreamReader(stream);
        var fetching = Task.CompletedTask;
        while (await reader.ReadLineAsync(_closing.Token) is { } line)
        {
            _followed.TrySetResult();
            if (line.StartsWith(TopicPrefix, StringComparison.Ordinal) && fetching.IsCompleted)
            {
                await fetching;
                fetching = FetchAsync(parts.Where(part => part.Topics.Split(' ').Contains(line[TopicPrefix.Length..])).Select(static part => part.Source));
            }
        }
    }

    private async Task FetchAsync(IEnumerable<string> sources)
    {
        foreach (var source in sources)
        {
            await Task.Delay(Gather, TimeProvider.System, _closing.Token);
            using var request = new HttpRequestMessage(HttpMethod.Get, source);
            request.Headers.Add("X-Fragment", "1");
            using var answer = await _http.SendAsync(request, _closing.Token);
            await answer.Content.ReadAsByteArrayAsync(_closing.Token);
            Fetched++;
        }
    }
}

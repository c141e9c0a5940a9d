using System.Net;
using System.Text.RegularExpressions;
using AgentBus.Dashboard;
using AgentBus.Gateway.Tests.Support;

namespace AgentBus.Gateway.Tests.Dashboard;

/// <summary>What a browser does, as far as the server sees it: cookies, forms with what the page wrote into them, and where a request came from.</summary>
internal sealed partial class DashboardBrowser : IDisposable
{
    private readonly HttpClient _http;

    public DashboardBrowser(RunningSilo silo) => _http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = silo.Public };

    /// <summary>For requests that no browser makes by itself; the cookies go along.</summary>
    public HttpClient Http => _http;

    public CookieContainer Cookies { get; } = new();

    /// <summary>Somebody who is signed in.</summary>
    public static async Task<DashboardBrowser> SignedInAsync(RunningSilo silo, string token)
    {
        var browser = new DashboardBrowser(silo);
        var answer = await browser.SignInAsync(token);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        return browser;
    }

    public async Task<BrowserAnswer> SignInAsync(string token, string back = "")
    {
        var form = await GetAsync($"{DashboardPaths.SignIn}?back={Uri.EscapeDataString(back)}");
        return await PostAsync(DashboardPaths.SignIn, FormTokenOf(form.Text), ("token", token), ("back", back));
    }

    public Task<BrowserAnswer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), headers);

    /// <summary>Sends a form as the page that this browser shows would.</summary>
    public Task<BrowserAnswer> PostAsync(string path, string formToken, params (string Name, string Value)[] fields) => PostFromAsync("same-origin", path, formToken, fields);

    public Task<BrowserAnswer> PostFromAsync(string site, string path, string formToken, params (string Name, string Value)[] fields)
    {
        var form = fields.Append((Name: FormGuard.Field, Value: formToken)).Select(static field => KeyValuePair.Create(field.Name, field.Value));
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) }, ("Sec-Fetch-Site", site));
    }

    /// <summary>The secret that the pages of this session hold.</summary>
    public async Task<string> FormTokenAsync() => FormTokenOf((await GetAsync(DashboardPaths.Overview)).Text);

    /// <summary>The event stream, once it is open.</summary>
    public async Task<StreamReader> FollowAsync()
    {
        var answer = await _http.GetAsync(new Uri(DashboardPaths.Events, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose() => _http.Dispose();

    public static string FormTokenOf(string html) => FormTokenField().Match(html) is { Success: true } match ? match.Groups["token"].Value : "";

    private async Task<BrowserAnswer> SendAsync(HttpRequestMessage request, params (string Name, string Value)[] headers)
    {
        request.Headers.Accept.ParseAdd("text/html");
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new BrowserAnswer(
            answer.StatusCode,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            answer.Headers.Concat(answer.Content.Headers).ToDictionary(static header => header.Key, static header => string.Join("; ", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    [GeneratedRegex("name=\"form_token\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex FormTokenField();
}

/// <summary>What the browser got.</summary>
internal sealed record BrowserAnswer(HttpStatusCode StatusCode, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public string Header(string name) => Headers.GetValueOrDefault(name, "");
}

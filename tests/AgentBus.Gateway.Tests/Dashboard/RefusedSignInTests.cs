using System.Net;
using System.Security.Cryptography;
using System.Text;
using AgentBus.Dashboard;
using AgentBus.Gateway.Tests.Support;

namespace AgentBus.Gateway.Tests.Dashboard;

/// <summary>What is taken, how often, and from where.</summary>
public sealed class RefusedSignInTests
{
    private const string Key = $"--AgentBus:Tenants:{RunningSilo.Tenant}:ApiKeys:screen";
    private const string Text = $"ak.{RunningSilo.Tenant}.screen.s3cret";

    private static readonly string[] Screen =
        [$"{Key}:SecretSha256", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("s3cret"))), $"{Key}:Agent", "screen", $"{Key}:Roles:0", "observer"];

    [Fact]
    public async Task An_API_key_looks_on_and_does_not_vote()
    {
        await using var silo = await RunningSilo.StartAsync(Screen);
        using var screen = await DashboardBrowser.SignedInAsync(silo, Text);

        (await screen.GetAsync(DashboardPaths.Overview)).Text.ShouldContain("cannot: not a person");
    }

    [Fact]
    public async Task API_keys_can_be_left_out()
    {
        await using var silo = await RunningSilo.StartAsync([.. Screen, "--AgentBus:Dashboard:AllowApiKeys", "false"]);
        using var screen = new DashboardBrowser(silo);

        (await screen.SignInAsync(Text)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await screen.GetAsync(DashboardPaths.SignIn)).Text.ShouldNotContain("API key");
    }

    [Fact]
    public async Task Guessing_is_banned_as_at_the_API()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Abuse:Offences", "3", "--AgentBus:Abuse:BanLoopback", "true");
        using var browser = new DashboardBrowser(silo);
        var form = DashboardBrowser.FormTokenOf((await browser.GetAsync(DashboardPaths.SignIn)).Text);
        for (var i = 0; i < 3; i++)
        {
            (await browser.PostAsync(DashboardPaths.SignIn, form, ("token", $"ak.{RunningSilo.Tenant}.none.{i}"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await browser.PostAsync(DashboardPaths.SignIn, form, ("token", silo.PersonToken("ann", "admin")))).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Over_a_connection_that_is_not_encrypted_nobody_signs_in_from_elsewhere()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var http = new HttpClient { BaseAddress = silo.Public };
        using var request = new HttpRequestMessage(HttpMethod.Get, DashboardPaths.SignIn) { Headers = { Host = "bus.example" } };

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("not encrypted");
    }

    [Fact]
    public async Task A_proxy_that_gives_its_own_name_for_the_bus_makes_nobody_local()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var browser = new DashboardBrowser(silo);
        var form = DashboardBrowser.FormTokenOf((await browser.GetAsync(DashboardPaths.SignIn)).Text);
        var http = browser.Http;
        foreach (var (origin, status) in new[] { ("https://bus.example", HttpStatusCode.Forbidden), ("null", HttpStatusCode.Forbidden), (silo.Public.GetLeftPart(UriPartial.Authority), HttpStatusCode.SeeOther) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, DashboardPaths.SignIn)
            {
                Content = new FormUrlEncodedContent([new("form_token", form), new("token", silo.PersonToken("ann", "admin"))]),
                Headers = { { "Sec-Fetch-Site", "same-origin" }, { "Origin", origin } },
            };

            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

            answer.StatusCode.ShouldBe(status, origin);
        }
    }

    [Fact]
    public async Task Behind_a_proxy_that_ends_TLS_the_cookie_is_secure_and_bound_to_the_host()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Listen:TrustedProxies:0", "127.0.0.1");
        using var http = new HttpClient { BaseAddress = silo.Public };
        using var request = new HttpRequestMessage(HttpMethod.Get, DashboardPaths.SignIn) { Headers = { { "X-Forwarded-Proto", "https" }, { "X-Forwarded-For", "203.0.113.7" } } };

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldStartWith("__Host-agentbus-sign-in=");
        cookie.ShouldContain("secure", Case.Insensitive);
        cookie.ShouldContain("path=/;", Case.Insensitive);
        answer.Headers.GetValues("Strict-Transport-Security").Single().ShouldStartWith("max-age=");
    }

    [Fact]
    public async Task A_dashboard_that_is_switched_off_is_not_there()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Dashboard:Enabled", "false");
        using var browser = new DashboardBrowser(silo);

        (await browser.GetAsync(DashboardPaths.SignIn)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}

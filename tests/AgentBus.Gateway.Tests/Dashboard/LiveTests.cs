using System.Net;
using AgentBus.Contracts;
using AgentBus.Dashboard;
using AgentBus.Gateway.Tests.Http;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using AgentBus.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace AgentBus.Gateway.Tests.Dashboard;

/// <summary>What open pages are told, and until when.</summary>
public sealed class LiveTests
{
    private const string Other = "other-tenant";

    [Fact]
    public async Task A_page_is_told_of_a_case_of_its_tenant_and_another_tenants_page_is_not()
    {
        await using var silo = await RunningSilo.StartAsync($"--AgentBus:Tenants:{Other}:Rooms:{RunningSilo.Room}:Channels:{RunningSilo.Channel}:Type", "discussion");
        using var ann = await DashboardBrowser.SignedInAsync(silo, silo.PersonToken("ann", "reviewer"));
        using var eve = await DashboardBrowser.SignedInAsync(silo, silo.Issuer.Token(Other, "eve", ["reviewer", "admin"], TimeSpan.FromHours(1), type: "human"));
        using var annsPage = await ann.FollowAsync();
        using var evesPage = await eve.FollowAsync();
        await NextAsync(annsPage, "cases");
        await NextAsync(evesPage, "cases");

        var held = await HoldAsync(silo);

        (await NextAsync(annsPage, "cases")).ShouldContain(held);
        await EndAsync(silo, Other, "eve");
        (await RestAsync(evesPage)).ShouldNotContain(held);
        (await eve.GetAsync($"{DashboardPaths.Queue}/{held}")).Text.ShouldNotContain(held);
    }

    [Fact]
    public async Task A_session_whose_credential_is_revoked_loses_pages_and_stream()
    {
        await using var silo = await RunningSilo.StartAsync();
        var token = silo.PersonToken("ann", "reviewer");
        using var ann = await DashboardBrowser.SignedInAsync(silo, token);
        using var page = await ann.FollowAsync();
        await NextAsync(page, "cases");

        await RevokeAsync(silo, token);

        (await RestAsync(page)).ShouldContain("event: ended");
        (await ann.GetAsync(DashboardPaths.Session)).StatusCode.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.SeeOther);
        (await ann.GetAsync(DashboardPaths.Overview)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await ann.SignInAsync(token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_ends_without_a_page_being_asked_for()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Dashboard:Revalidation", "00:00:00.2");
        var sessions = silo.Services.GetRequiredService<ViewerSessions>();
        var token = silo.PersonToken("ann", "reviewer");
        using var ann = await DashboardBrowser.SignedInAsync(silo, token);
        sessions.All.Count.ShouldBe(1);

        await RevokeAsync(silo, token);

        await Until.TrueAsync("the session is over", () => sessions.All.Count == 0, cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_page_that_asks_with_a_revoked_credential_is_told_that_the_session_ended()
    {
        await using var silo = await RunningSilo.StartAsync();
        var token = silo.PersonToken("ann", "reviewer");
        using var ann = await DashboardBrowser.SignedInAsync(silo, token);

        await RevokeAsync(silo, token);
        var page = await ann.GetAsync(DashboardPaths.Overview);

        page.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        page.Text.ShouldContain("Your session has ended");
        page.Header("Set-Cookie").ShouldContain("agentbus-session=;");
    }

    [Fact]
    public async Task A_session_that_ends_is_no_offence_of_its_address()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Abuse:Offences", "1", "--AgentBus:Abuse:BanLoopback", "true");
        var token = silo.PersonToken("ann", "reviewer");
        using var ann = await DashboardBrowser.SignedInAsync(silo, token);

        await RevokeAsync(silo, token);

        (await ann.GetAsync(DashboardPaths.Overview)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await ann.GetAsync(DashboardPaths.SignIn)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Whoever_signs_out_closes_the_stream_of_every_page()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var ann = await DashboardBrowser.SignedInAsync(silo, silo.PersonToken("ann", "reviewer"));
        using var page = await ann.FollowAsync();
        await NextAsync(page, "alive");

        await ann.PostAsync(DashboardPaths.SignOut, await ann.FormTokenAsync());

        (await RestAsync(page)).ShouldContain("event: ended");
    }

    [Fact]
    public async Task A_silo_that_stops_does_not_wait_for_pages()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var ann = await DashboardBrowser.SignedInAsync(silo, silo.PersonToken("ann", "reviewer"));
        using var page = await ann.FollowAsync();
        await NextAsync(page, "alive");

        await silo.StopAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        (await RestAsync(page)).ShouldNotContain("event: ended");
    }

    /// <summary>The data of the next event of a topic.</summary>
    private static async Task<string> NextAsync(StreamReader page, string topic)
    {
        while (await page.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line == $"event: {topic}")
            {
                return (await page.ReadLineAsync(TestContext.Current.CancellationToken))!;
            }
        }

        throw new EndOfStreamException(topic);
    }

    private static async Task<string> RestAsync(StreamReader page)
    {
        try
        {
            return await page.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException)
        {
            return "";
        }
    }

    private static async Task RevokeAsync(RunningSilo silo, string token)
    {
        using var claims = System.Text.Json.JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]));
        var tenant = silo.Services.GetRequiredService<IClusterClient>().GetGrain<ITenantAdmin>(new TenantKey(RunningSilo.Tenant).GrainKey);
        (await tenant.RevokeCredentialAsync(claims.RootElement.GetProperty("jti").GetString()!, "root")).IsOk.ShouldBeTrue();
    }

    private static async Task EndAsync(RunningSilo silo, string tenant, string agent)
    {
        var admin = silo.Services.GetRequiredService<IClusterClient>().GetGrain<ITenantAdmin>(new TenantKey(tenant).GrainKey);
        (await admin.SetAgentAsync(agent, disabled: true, "root")).IsOk.ShouldBeTrue();
    }

    private static async Task<string> HoldAsync(RunningSilo silo)
    {
        using var alpha = ApiClient.Of(silo, "alpha");
        var body = ApiClient.Enveloped(new { room = RunningSilo.Room, channel = RunningSilo.Channel, message_type = "event", content = "deploy", requires_approval = true });
        return (await alpha.PostAsync("/api/v1/messages", body)).ShouldBeData(HttpStatusCode.Accepted).Data.GetProperty("receipt").GetProperty("case_id").GetString()!;
    }
}

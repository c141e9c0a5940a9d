using System.Net;
using AgentBus.Dashboard;
using AgentBus.Gateway.Tests.Http;
using AgentBus.Gateway.Tests.Support;
using AgentBus.TestKit;

namespace AgentBus.Gateway.Tests.Dashboard;

/// <summary>How a tenant is doing, for those who oversee it, and of no other tenant.</summary>
public sealed class OverviewTests
{
    private const string Other = "other-tenant";

    [Fact]
    public async Task It_shows_what_was_decided_for_this_tenant_and_nothing_of_another()
    {
        await using var silo = await RunningSilo.StartAsync($"--AgentBus:Tenants:{Other}:Rooms:{RunningSilo.Room}:Channels:{RunningSilo.Channel}:Type", "discussion");
        using var ann = await DashboardBrowser.SignedInAsync(silo, silo.PersonToken("ann", "admin"));
        using var eve = await DashboardBrowser.SignedInAsync(silo, silo.Issuer.Token(Other, "eve", ["admin"], TimeSpan.FromHours(1), type: "human"));
        using var alpha = ApiClient.Of(silo, "alpha");
        (await ann.GetAsync(DashboardPaths.Overview)).Text.ShouldContain("No messages in the last hour");

        await SendAsync(alpha, RunningSilo.Room, requiresApproval: false, HttpStatusCode.Accepted);
        await SendAsync(alpha, RunningSilo.Room, requiresApproval: true, HttpStatusCode.Accepted);
        await SendAsync(alpha, "nowhere", requiresApproval: false, HttpStatusCode.NotFound);

        await Until.TrueAsync(
            "the figures are there",
            async () => (await ann.GetAsync(OverviewPages.Figures)).Text is { } text && text.Contains("1 passed, 1 held, 1 blocked", StringComparison.Ordinal),
            cancellationToken: TestContext.Current.CancellationToken);
        var page = (await ann.GetAsync(DashboardPaths.Overview)).Text;
        page.ShouldContain("<span>Asked for by the sender</span>");
        page.ShouldContain("1 held</span>");
        page.ShouldContain("<title id=\"rate-name\">");
        (await eve.GetAsync(DashboardPaths.Overview)).Text.ShouldContain("No messages in the last hour");
    }

    [Fact]
    public async Task Whoever_does_not_oversee_the_tenant_is_told_so_in_words()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var bob = await DashboardBrowser.SignedInAsync(silo, silo.PersonToken("bob", "human"));

        var page = await bob.GetAsync(DashboardPaths.Overview);

        page.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        page.Text.ShouldContain("Not allowed");
        page.Text.ShouldContain("Ask an admin of your tenant");
    }

    private static async Task SendAsync(ApiClient from, string room, bool requiresApproval, HttpStatusCode expected)
    {
        var body = ApiClient.Enveloped(new { room, channel = RunningSilo.Channel, message_type = "event", content = requiresApproval ? "deploy" : "good morning", requires_approval = requiresApproval });
        (await from.PostAsync("/api/v1/messages", body)).Status.ShouldBe(expected);
    }
}

using System.Net;
using System.Text.RegularExpressions;
using AgentBus.Dashboard;
using AgentBus.Gateway.Tests.Support;

namespace AgentBus.Gateway.Tests.Dashboard;

/// <summary>Who is turned away at the edge is told in the way that they asked: people by a page, programs by problem+json.</summary>
public sealed class EdgePagesTests
{
    private static readonly string[] Strict = ["--AgentBus:Abuse:Offences", "3", "--AgentBus:Abuse:BanLoopback", "true"];

    [Fact]
    public async Task A_banned_browser_gets_a_page_in_words_with_its_looks_and_a_module_gets_a_part()
    {
        await using var silo = await RunningSilo.StartAsync(Strict);
        using var browser = new DashboardBrowser(silo);
        await BanAsync(browser);

        var page = await browser.GetAsync(DashboardPaths.Queue);

        page.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        page.Header("Content-Type").ShouldStartWith("text/html");
        page.Header("Content-Security-Policy").ShouldBe(PageHeaders.ContentSecurityPolicy);
        page.Header("Retry-After").ShouldNotBeEmpty();
        page.Text.ShouldContain("Too much at once");
        page.Text.ShouldMatch("Wait [0-9]+ (seconds|minutes?), and load the page anew");
        var style = Regex.Match(page.Text, "href=\"(?<path>[^\"]+dashboard\\.css)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["path"].Value;
        (await browser.GetAsync(style)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var part = await browser.GetAsync(DashboardPaths.Queue + "/list", (PageWriter.FragmentHeader, "1"));
        (part.StatusCode, part.Text.Contains("<html", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.TooManyRequests, false));
    }

    [Fact]
    public async Task A_banned_program_gets_problem_json_also_below_the_dashboard()
    {
        await using var silo = await RunningSilo.StartAsync(Strict);
        using var browser = new DashboardBrowser(silo);
        await BanAsync(browser);
        using var program = new HttpClient { BaseAddress = silo.Public };

        foreach (var path in new[] { DashboardPaths.Queue, "/api/v1/cases" })
        {
            using var answer = await program.GetAsync(path, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        }
    }

    private static async Task BanAsync(DashboardBrowser browser)
    {
        var form = DashboardBrowser.FormTokenOf((await browser.GetAsync(DashboardPaths.SignIn)).Text);
        for (var i = 0; i < 3; i++)
        {
            await browser.PostAsync(DashboardPaths.SignIn, form, ("token", $"ak.{RunningSilo.Tenant}.none.{i}"));
        }
    }
}

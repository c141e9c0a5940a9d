using System.Net;
using AgentBus.Dashboard;
using AgentBus.Gateway.Tests.Support;

namespace AgentBus.Gateway.Tests.Dashboard;

/// <summary>Texts that others choose stay texts.</summary>
public sealed class HostileTextTests(SiloFixture fixture)
{
    private const string Script = "\"><script>alert(1)</script>";
    private const string Image = "<img src=x onerror=alert(1)>";

    [Fact]
    public async Task Roles_and_addresses_are_shown_as_they_are_and_run_nothing()
    {
        var silo = fixture.Silo;
        var person = fixture.NewAgent();
        using var browser = await DashboardBrowser.SignedInAsync(silo, silo.PersonToken(person, "reviewer", Script, Image));

        foreach (var path in new[] { DashboardPaths.Overview, DashboardPaths.Queue, $"/dashboard/{Uri.EscapeDataString(Image)}", $"{DashboardPaths.Queue}?sort={Uri.EscapeDataString(Script)}" })
        {
            var text = (await browser.GetAsync(path)).Text;
            text.ShouldNotContain("<script>");
            text.ShouldNotContain("<img");
        }

        (await browser.GetAsync(DashboardPaths.Overview)).Text.ShouldContain("&lt;img src=x onerror=alert(1)&gt;");
    }

    [Fact]
    public async Task What_was_typed_into_the_sign_in_is_not_written_into_the_page()
    {
        using var browser = new DashboardBrowser(fixture.Silo);

        var answer = await browser.SignInAsync(Script, $"/dashboard/{Script}");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Text.ShouldNotContain("<script>");
        answer.Text.ShouldNotContain("alert(1)</script>");
    }

    [Fact]
    public async Task A_link_from_elsewhere_puts_nothing_into_a_header()
    {
        using var browser = new DashboardBrowser(fixture.Silo);

        var answer = await browser.GetAsync("/dashboard/a%0d%0aSet-Cookie:%20b=c;url=x", ("Sec-Fetch-Site", "cross-site"));

        answer.Header("Set-Cookie").ShouldNotContain("b=c");
        answer.Header("Refresh").ShouldStartWith("0;url=/dashboard/a");
        answer.Header("Refresh").ShouldNotContain("\n");
    }
}

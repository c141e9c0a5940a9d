using System.Net;
using AgentBus.Dashboard;
using AgentBus.Gateway.Tests.Support;
using AgentBus.TestKit;

namespace AgentBus.Gateway.Tests.Dashboard;

/// <summary>Who gets in, and how the browser keeps it (DEL-07).</summary>
public sealed class SignInTests(SiloFixture fixture)
{
    private RunningSilo Silo => fixture.Silo;

    [Fact]
    public async Task A_person_signs_in_with_their_token_and_sees_the_pages()
    {
        using var browser = new DashboardBrowser(Silo);

        var person = fixture.NewAgent();
        var answer = await browser.SignInAsync(Silo.PersonToken(person, "reviewer"), DashboardPaths.Overview);

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Header("Location").ShouldBe(DashboardPaths.Overview);
        foreach (var path in new[] { DashboardPaths.Queue, DashboardPaths.Decided, DashboardPaths.Overview, DashboardPaths.Keys })
        {
            var page = await browser.GetAsync(path);
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
            page.Text.ShouldContain($"<bdi>{person}</bdi>");
            page.Text.ShouldContain(RunningSilo.Tenant);
        }
    }

    [Fact]
    public async Task The_session_cookie_is_for_the_server_alone_and_goes_to_this_site_only()
    {
        using var browser = new DashboardBrowser(Silo);

        var cookie = (await browser.SignInAsync(Silo.PersonToken(fixture.NewAgent(), "reviewer"))).Header("Set-Cookie");

        cookie.ShouldContain("agentbus-session=");
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
        cookie.ShouldContain("path=/dashboard", Case.Insensitive);
        cookie.ShouldNotContain("secure", Case.Insensitive, "This machine alone needs no https.");
        cookie.ShouldNotContain("expires", Case.Insensitive);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_asked_and_led_back()
    {
        using var browser = new DashboardBrowser(Silo);

        var page = await browser.GetAsync("/dashboard/overview?a=b");

        page.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        page.Header("Location").ShouldBe("/dashboard/sign-in?back=%2Fdashboard%2Foverview%3Fa%3Db");
        (await browser.GetAsync(DashboardPaths.Queue, (PageWriter.FragmentHeader, "1"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.GetAsync("/dashboard/nothing-here")).Header("Location").ShouldStartWith(DashboardPaths.SignIn);
    }

    [Fact]
    public async Task A_link_from_elsewhere_leads_on_since_the_browser_keeps_the_cookie_back()
    {
        using var browser = new DashboardBrowser(Silo);

        var page = await browser.GetAsync("/dashboard/overview", ("Sec-Fetch-Site", "cross-site"));

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Header("Refresh").ShouldBe("0;url=/dashboard/overview");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/dashboard/../api")]
    [InlineData("/dashboard\\evil")]
    [InlineData("/other")]
    [InlineData("/dashboardx")]
    [InlineData("/dashboard/%2e%2E//evil.example")]
    [InlineData("/dashboard/.%2e/api")]
    [InlineData("/dashboard/queue/\u00e9")]
    [InlineData("/dashboard/queue\r\nSet-Cookie: a=b")]
    public async Task Nobody_is_led_out_of_the_dashboard(string back)
    {
        using var browser = new DashboardBrowser(Silo);

        var answer = await browser.SignInAsync(Silo.PersonToken(fixture.NewAgent(), "reviewer"), back);

        answer.Header("Location").ShouldBe(DashboardPaths.Queue);
    }

    [Fact]
    public async Task Letters_of_the_path_that_no_header_holds_lead_back_as_they_came()
    {
        using var browser = new DashboardBrowser(Silo);

        var asked = await browser.GetAsync("/dashboard/cases/%C3%A9");
        var answer = await browser.SignInAsync(Silo.PersonToken(fixture.NewAgent(), "reviewer"), "/dashboard/cases/%C3%A9");

        asked.Header("Location").ShouldBe("/dashboard/sign-in?back=%2Fdashboard%2Fcases%2F%25C3%25A9");
        answer.Header("Location").ShouldBe("/dashboard/cases/%C3%A9");
    }

    [Theory]
    [InlineData("same-site", "no-cors", HttpStatusCode.Forbidden)]
    [InlineData("same-site", "cors", HttpStatusCode.Forbidden)]
    [InlineData("cross-site", "no-cors", HttpStatusCode.Forbidden)]
    [InlineData("same-site", "navigate", HttpStatusCode.OK)]
    [InlineData("same-origin", "cors", HttpStatusCode.OK)]
    [InlineData("none", "navigate", HttpStatusCode.OK)]
    public async Task A_neighbour_of_the_same_site_leads_here_and_takes_nothing_from_here(string site, string mode, HttpStatusCode status)
    {
        using var browser = await DashboardBrowser.SignedInAsync(Silo, Silo.PersonToken(fixture.NewAgent(), "reviewer"));

        foreach (var path in new[] { DashboardPaths.Decided, DashboardPaths.Decided + "/export", DashboardPaths.Queue + "/icon/1" })
        {
            (await browser.GetAsync(path, ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode))).StatusCode.ShouldBe(status, path);
        }

        (await browser.GetAsync(DashboardPaths.Session, ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode))).StatusCode.ShouldBe(status == HttpStatusCode.OK ? HttpStatusCode.NoContent : status);
    }

    [Fact]
    public async Task A_new_sign_in_ends_the_session_that_the_browser_had()
    {
        var token = Silo.PersonToken(fixture.NewAgent(), "reviewer");
        using var browser = new DashboardBrowser(Silo);
        using var thief = new DashboardBrowser(Silo);
        var form = DashboardBrowser.FormTokenOf((await browser.GetAsync(DashboardPaths.SignIn)).Text);
        await browser.PostAsync(DashboardPaths.SignIn, form, ("token", token));
        thief.Cookies.Add(browser.Cookies.GetAllCookies());
        (await thief.GetAsync(DashboardPaths.Overview)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await browser.PostAsync(DashboardPaths.SignIn, form, ("token", token))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await thief.GetAsync(DashboardPaths.Overview)).Header("Location").ShouldStartWith(DashboardPaths.SignIn);
        (await browser.GetAsync(DashboardPaths.Overview)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("ak.default-tenant.none.0000")]
    [InlineData("a.b.c")]
    public async Task What_is_no_credential_is_refused_in_words(string token)
    {
        using var browser = new DashboardBrowser(Silo);

        var answer = await browser.SignInAsync(token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Text.ShouldContain("You are not signed in.");
        answer.Header("Set-Cookie").ShouldNotContain("agentbus-session");
    }

    [Fact]
    public async Task A_token_that_is_over_or_of_another_issuer_is_refused_and_not_shown_again()
    {
        using var browser = new DashboardBrowser(Silo);
        using var other = new TokenIssuer("ace-auth", "ace-comms");
        var foreign = other.Token(RunningSilo.Tenant, "ann", ["admin"], TimeSpan.FromHours(1), type: "human");
        var over = Silo.Issuer.Token(RunningSilo.Tenant, "ann", ["admin"], TimeSpan.FromSeconds(-1), type: "human");

        foreach (var token in new[] { foreign, over })
        {
            var answer = await browser.SignInAsync(token);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            answer.Text.ShouldNotContain(token);
        }
    }

    [Fact]
    public async Task An_agent_does_not_sign_in_and_an_observer_does()
    {
        using var browser = new DashboardBrowser(Silo);

        (await browser.SignInAsync(Silo.Token(fixture.NewAgent()))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.SignInAsync(Silo.Token(fixture.NewAgent(), "observer"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_sign_in_from_another_site_is_refused()
    {
        using var browser = new DashboardBrowser(Silo);
        var formToken = DashboardBrowser.FormTokenOf((await browser.GetAsync(DashboardPaths.SignIn)).Text);
        var token = ("token", Silo.PersonToken(fixture.NewAgent(), "reviewer"));

        (await browser.PostFromAsync("cross-site", DashboardPaths.SignIn, formToken, token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.PostFromAsync("same-site", DashboardPaths.SignIn, formToken, token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.PostAsync(DashboardPaths.SignIn, "guessed", token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.PostAsync(DashboardPaths.SignIn, formToken, token)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Whoever_signs_out_is_out_and_only_a_page_of_theirs_does_it()
    {
        using var browser = await DashboardBrowser.SignedInAsync(Silo, Silo.PersonToken(fixture.NewAgent(), "reviewer"));
        var formToken = await browser.FormTokenAsync();

        (await browser.PostAsync(DashboardPaths.SignOut, "guessed")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.GetAsync(DashboardPaths.Queue)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var cookie = browser.Cookies.GetCookieHeader(new Uri(Silo.Public, DashboardPaths.Queue));
        (await browser.PostAsync(DashboardPaths.SignOut, formToken)).Header("Location").ShouldBe(DashboardPaths.SignIn);

        using var thief = new DashboardBrowser(Silo);
        (await thief.GetAsync(DashboardPaths.Queue, ("Cookie", cookie))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }
}

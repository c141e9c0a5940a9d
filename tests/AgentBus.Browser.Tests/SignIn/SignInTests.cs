using AgentBus.Browser.Tests.Harness;
using AgentBus.TestKit;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.SignIn;

[Collection<DashboardCollection>]
public sealed class SignInTests(DashboardFixture fixture)
{
    [Fact]
    public async Task Whoever_is_not_signed_in_is_asked_who_they_are_and_led_back_to_the_page_that_they_wanted()
    {
        await using var seat = await fixture.SeatAsync();
        await seat.GoAsync("/overview");
        seat.Page.Url.ShouldContain("/dashboard/sign-in?back=");

        await seat.SignInAsync(fixture.Person(seat.Name, SiloProcess.Tenant, "reviewer"));

        seat.Page.Url.ShouldEndWith("/dashboard/overview");
        await Assertions.Expect(seat.Page.GetByText(seat.Name)).ToBeVisibleAsync();
        var cookie = (await seat.Context.CookiesAsync()).Single(static cookie => cookie.Name.EndsWith("agentbus-session", StringComparison.Ordinal));
        (cookie.HttpOnly, cookie.SameSite).ShouldBe((true, SameSiteAttribute.Strict));
    }

    public static TheoryData<string, string> Refused { get; } = new()
    {
        { "nonsense", "You are not signed in" },
        { "ace.comes.nowhere", "You are not signed in" },
        { "another issuer", "You are not signed in" },
        { "ended", "You are not signed in" },
        { "an agent", "this credential is an agent's" },
        { "no tenant", "You are not signed in" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_credential_that_is_not_good_here_lets_nobody_in_and_the_page_says_why(string kind, string said)
    {
        await using var seat = await fixture.SeatAsync();

        await seat.TrySignInAsync(Credential(kind));

        await Assertions.Expect(seat.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(said);
        (await seat.Page.GetByLabel("Token").InputValueAsync()).ShouldBeEmpty();
        (await seat.Context.CookiesAsync()).ShouldNotContain(static cookie => cookie.Name.EndsWith("agentbus-session", StringComparison.Ordinal));
        await seat.GoAsync("/queue");
        seat.Page.Url.ShouldContain("/sign-in");
    }

    [Fact]
    public async Task Whoever_signs_out_is_out_in_every_tab()
    {
        await using var seat = await fixture.ReviewerAsync();
        var tab = await seat.Context.NewPageAsync();
        await tab.GotoAsync("/dashboard/queue");

        await seat.Page.Locator("details.menu summary").ClickAsync();
        await seat.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Assertions.Expect(tab.Locator("#banner")).ToContainTextAsync("Your session has ended");
        await tab.GotoAsync("/dashboard/queue");
        tab.Url.ShouldContain("/sign-in");
    }

    [Fact]
    public async Task Nothing_is_fetched_from_anybody_else()
    {
        await using var seat = await fixture.SeatAsync();
        var hosts = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>();
        seat.Page.Request += (_, request) => hosts[new Uri(request.Url).Authority] = true;

        await seat.SignInAsync(fixture.Person(seat.Name, SiloProcess.Tenant, "reviewer"));
        foreach (var page in new[] { "/queue", "/decided", "/overview", "/keys" })
        {
            await seat.GoAsync(page);
        }

        hosts.Keys.ShouldBe([$"{fixture.Silo.Address}"]);
    }

    private string Credential(string kind)
    {
        using var stranger = new TokenIssuer(fixture.Silo.Issuer.Issuer, fixture.Silo.Issuer.Audience);
        return kind switch
        {
            "another issuer" => stranger.Token(SiloProcess.Tenant, "mallory", ["admin"], TimeSpan.FromHours(1), type: "human"),
            "ended" => fixture.Silo.Issuer.Token(SiloProcess.Tenant, "paul", ["reviewer"], TimeSpan.FromHours(-1), type: "human"),
            "an agent" => fixture.Silo.Token(fixture.Name("agent")),
            "no tenant" => fixture.Person("paul", "nowhere", "reviewer"),
            _ => kind,
        };
    }
}

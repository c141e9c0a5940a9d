using AgentBus.Browser.Tests.Axe;
using AgentBus.Browser.Tests.Harness;
using AgentBus.TestKit;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Pages;

/// <summary>Who only looks on is told so, and what there is for them; no page pretends that there was nothing.</summary>
[Collection<DashboardCollection>]
public sealed class OnlookerTests(DashboardFixture fixture)
{
    [Fact]
    public async Task A_screen_sees_figures_and_no_case_and_each_page_says_why()
    {
        await using var sender = await fixture.AgentAsync();
        var held = await sender.HoldAsync(fixture.Name("channel"), CaseDesk.Weighty("not for screens"));
        await using var screen = await fixture.SeatAsync();
        await screen.SignInAsync(fixture.Silo.Issuer.Token(SiloProcess.Tenant, screen.Name, ["observer"], TimeSpan.FromHours(1), type: "dashboard"));

        await screen.GoAsync("/queue");
        await Assertions.Expect(screen.Page.Locator(".empty")).ToContainTextAsync("yours looks on");
        await screen.Page.Locator(".empty").GetByRole(AriaRole.Link, new() { Name = "overview" }).ClickAsync();
        await Assertions.Expect(screen.Page.Locator(".amount").First).ToContainTextAsync("Waiting for people");
        await screen.GoAsync("/decided");
        await Assertions.Expect(screen.Page.Locator(".empty")).ToContainTextAsync("yours looks on");
        await screen.GoAsync("/keys");
        await Assertions.Expect(screen.Page.Locator(".notice")).ToBeVisibleAsync();
        await Assertions.Expect(screen.Page.Locator("#register")).ToHaveCountAsync(0);
        (await AxeCore.ViolationsAsync(screen.Page)).ShouldBeEmpty("keys of nobody's business");
        await screen.OpenCaseAsync(held);
        await Assertions.Expect(screen.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nothing here");
        await screen.Page.Locator("details.menu summary").ClickAsync();
        await Assertions.Expect(screen.Page.Locator(".menu-box")).ToContainTextAsync("cannot: not a person's own credential");
        (await AxeCore.ViolationsAsync(screen.Page)).ShouldBeEmpty("the menu, open");
    }
}

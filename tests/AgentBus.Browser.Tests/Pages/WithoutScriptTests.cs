using AgentBus.Browser.Tests.Harness;
using AgentBus.TestKit;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Pages;

/// <summary>Pages work without script, but for signing and what is live.</summary>
[Collection<DashboardCollection>]
public sealed class WithoutScriptTests(DashboardFixture fixture)
{
    [Fact]
    public async Task Without_script_a_reviewer_signs_in_searches_reads_comments_and_signs_out()
    {
        await using var sender = await fixture.AgentAsync();
        var channel = fixture.Name("channel");
        var held = await sender.HoldAsync(channel, CaseDesk.Weighty("plain and simple, ask ops@shop.test"));
        await using var ann = await fixture.SeatAsync(options: new() { JavaScriptEnabled = false });
        var page = ann.Page;

        await ann.GoAsync("/queue");
        await ann.SignInAsync(fixture.Person(ann.Name, SiloProcess.Tenant, "reviewer"));
        await page.GetByLabel("Search").FillAsync(channel);
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await Assertions.Expect(page.Locator(".case-row")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#sound")).ToBeHiddenAsync();
        await page.Locator($"#case-{held}").ClickAsync();

        await Assertions.Expect(page.Locator("[data-signed=body]")).ToContainTextAsync("plain and simple, ask ***REDACTED***");
        await Assertions.Expect(page.Locator("time").First).ToContainTextAsync("UTC");
        await Assertions.Expect(page.Locator("#vote-card")).ToContainTextAsync("Votes are signed in the browser, which takes JavaScript");
        await page.Locator("#comment").FillAsync("written by hand");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the comment" }).ClickAsync();
        await Assertions.Expect(page.Locator("#case-now")).ToContainTextAsync("written by hand");
        page.Url.ShouldEndWith($"/cases/{held}");

        foreach (var (path, heading) in new[] { ("/decided", "Decided"), ("/keys", "Keys") })
        {
            await ann.GoAsync(path);
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);
        }

        await Assertions.Expect(page.Locator("#own-key")).ToContainTextAsync("takes JavaScript");
        await page.Locator("details.menu summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.Locator("details.menu summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync("**/sign-in");
    }
}

using AgentBus.Browser.Tests.Axe;
using AgentBus.Browser.Tests.Harness;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Pages;

/// <summary>Where there is nothing to show the page says so, and what to do.</summary>
[Collection<DashboardCollection>]
public sealed class EmptyPageTests(DashboardFixture fixture)
{
    [Theory]
    [InlineData("/queue", "Nothing waits", "are shown here as soon as they come")]
    [InlineData("/queue?text=nowhere", "Nothing that fits", "look among the decided")]
    [InlineData("/decided", "Nothing is over yet", "is kept here with votes and receipts")]
    [InlineData("/decided?state=rejected", "Nothing that fits", "Show all")]
    [InlineData("/overview", "No messages in the last hour", "agentbus publish")]
    [InlineData("/keys", "No keys yet", "with a bootstrap token")]
    public async Task A_page_without_anything_says_what_there_is_none_of_and_what_to_do(string path, string title, string todo)
    {
        await using var seat = await fixture.ReviewerAsync(tenant: DashboardFixture.Quiet, roles: ["admin", "reviewer"]);

        await seat.GoAsync(path);

        var empty = seat.Page.Locator(".empty");
        await Assertions.Expect(empty).ToContainTextAsync(title);
        await Assertions.Expect(empty).ToContainTextAsync(todo);
        (await AxeCore.ViolationsAsync(seat.Page)).ShouldBeEmpty(path);
    }
}

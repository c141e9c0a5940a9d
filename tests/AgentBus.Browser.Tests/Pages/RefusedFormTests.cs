using AgentBus.Browser.Tests.Harness;
using AgentBus.TestKit;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Pages;

/// <summary>What a form does not do it says in words, and nothing that was typed is lost.</summary>
[Collection<DashboardCollection>]
public sealed class RefusedFormTests(DashboardFixture fixture)
{
    [Fact]
    public async Task What_is_said_to_a_case_that_is_over_meanwhile_is_refused_in_words()
    {
        await using var sender = await fixture.AgentAsync();
        await using var ann = await fixture.ReviewerWithKeyAsync();
        var held = await sender.HoldAsync(fixture.Name("channel"), CaseDesk.Weighty("in a moment"));
        await ann.OpenCaseAsync(held);
        await ann.LiveAsync();

        // The page does not hear of the end.
        await ann.Page.RouteAsync("**/now", static route => route.AbortAsync());
        await ann.Page.Locator("#comment").FillAsync("too late");
        await sender.WithdrawAsync(held, "never mind", TestContext.Current.CancellationToken);
        await fixture.Keys.StateAsync(held, "cancelled");

        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Add the comment" }).ClickAsync();
        await Assertions.Expect(ann.Page.Locator("#say-result")).ToContainTextAsync("The case is not open any more");
        await Assertions.Expect(ann.Page.Locator("#comment")).ToHaveValueAsync("too late");
        await ann.SendVoteAsync("approve", "too late as well");
        await Assertions.Expect(ann.Page.Locator("#vote-result")).ToContainTextAsync("The case is not open any more");
        await Assertions.Expect(ann.Page.Locator("#reason")).ToHaveValueAsync("too late as well");
    }

    [Fact]
    public async Task A_reviewer_ends_a_case_and_the_page_stays_with_what_became_of_it()
    {
        await using var sender = await fixture.AgentAsync();
        await using var ann = await fixture.ReviewerWithKeyAsync();
        var held = await sender.HoldAsync(fixture.Name("channel"), CaseDesk.Weighty("nobody wants it"));
        await ann.OpenCaseAsync(held);

        await ann.Page.Locator("#more-actions summary").ClickAsync();
        await ann.Page.GetByLabel("Why it is to end undecided").FillAsync("sent by mistake");
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "End it undecided" }).ClickAsync();

        await Assertions.Expect(ann.Page.Locator("#say-result")).ToContainTextAsync("It is over, undecided.");
        await ann.ExpectStateAsync("cancelled");
        await Assertions.Expect(ann.Page.Locator("#case-now")).ToContainTextAsync("sent by mistake");
        await Assertions.Expect(ann.Page.Locator("#vote-card")).ToBeHiddenAsync();
        await Assertions.Expect(ann.Page.Locator("#say-card")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_page_of_a_session_before_this_one_says_that_it_is_out_of_date_and_the_reason_outlives_it()
    {
        await using var sender = await fixture.AgentAsync();
        await using var ann = await fixture.ReviewerWithKeyAsync();
        var held = await sender.HoldAsync(fixture.Name("channel"), CaseDesk.Weighty("two sessions"));
        await ann.OpenCaseAsync(held);
        await Assertions.Expect(ann.Page.Locator("#send-vote")).ToBeEnabledAsync();
        await ann.Context.ClearCookiesAsync();
        var tab = await ann.Context.NewPageAsync();
        await tab.GotoAsync("/dashboard/sign-in");
        await tab.GetByLabel("Token").FillAsync(fixture.Person(ann.Name, SiloProcess.Tenant, "reviewer"));
        await tab.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await tab.WaitForURLAsync("**/dashboard/queue");

        await ann.SendVoteAsync("approve", "from the old page");
        await Assertions.Expect(ann.Page.Locator("#vote-result")).ToContainTextAsync("This page is out of date");
        await ann.Page.ReloadAsync();
        await Assertions.Expect(ann.Page.Locator("#reason")).ToHaveValueAsync("from the old page");
        await ann.Page.Locator("#send-vote").ClickAsync();
        await Assertions.Expect(ann.Page.Locator("#vote-result")).ToContainTextAsync("Your vote is taken");
        (await fixture.Keys.CaseAsync(held))["votes"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_banned_address_is_told_by_a_page_with_its_looks()
    {
        await using var silo = await SiloProcess.StartAsync(SiloSettings.WithWideLimits().With("Abuse:Offences", "2").With("Abuse:BanLoopback", "true"), TestContext.Current.CancellationToken);
        await using var seat = await fixture.SeatAsync(options: new() { BaseURL = $"http://{silo.Address}", ViewportSize = new ViewportSize { Width = 320, Height = 640 } });
        await seat.GoAsync("/sign-in");
        for (var i = 0; i < 2; i++)
        {
            await seat.TrySignInAsync($"ak.{SiloProcess.Tenant}.none.{i}");
            await Assertions.Expect(seat.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        }

        await seat.GoAsync("/queue");
        await Assertions.Expect(seat.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Too much at once");
        (await seat.Page.Locator(".problem").EvaluateAsync<string>("box => getComputedStyle(box).borderTopStyle")).ShouldBe("solid");
        (await Axe.AxeCore.ViolationsAsync(seat.Page)).ShouldBeEmpty();
    }
}

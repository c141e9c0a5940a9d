using AgentBus.Browser.Tests.Harness;
using AgentBus.Protocol.V1;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Voting;

/// <summary>What is around a case, and what the page tells of its changes.</summary>
[Collection<DashboardCollection>]
public sealed class AroundCaseTests(DashboardFixture fixture)
{
    [Fact]
    public async Task A_reviewer_without_another_role_reads_what_was_said_before_until_the_case_is_over()
    {
        var channel = fixture.Name("channel");
        await using var sender = await fixture.AgentAsync();
        await using var ann = await fixture.ReviewerWithKeyAsync();
        await using var ben = await fixture.ReviewerWithKeyAsync();
        await SayAsync("the tests passed on Monday");
        var held = await sender.HoldAsync(channel, CaseDesk.Weighty("deploy, then"));
        await SayAsync("said since");

        await ann.OpenCaseAsync(held);
        var card = ann.Page.Locator("section:has(#conversation-title)");
        await Assertions.Expect(card).ToContainTextAsync("the tests passed on Monday");
        await Assertions.Expect(card).Not.ToContainTextAsync("said since");
        foreach (var seat in new[] { ann, ben })
        {
            await seat.OpenCaseAsync(held);
            await seat.VoteAsync("reject");
        }

        await ann.OpenCaseAsync(held);
        await Assertions.Expect(card).ToContainTextAsync("shown to those whose roles reach the channel");
        await Assertions.Expect(card).Not.ToContainTextAsync("the tests passed on Monday");

        Task SayAsync(string text) => sender.PublishAsync(
            DashboardFixture.Room, channel, new Envelope { MessageType = MessageType.Event, Content = new Content { Text = text } }, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_rule_that_fired_stands_there_and_how_similar_cases_ended_and_more_people_can_be_asked()
    {
        await using var sender = await fixture.AgentAsync(tenant: DashboardFixture.Changing);
        await using var ann = await fixture.ReviewerWithKeyAsync(tenant: DashboardFixture.Changing);
        var first = await sender.HoldAsync("general", CaseDesk.Weighty("pay 10", "pay"));
        await sender.WithdrawAsync(first, "the price changed", TestContext.Current.CancellationToken);
        var held = await sender.HoldAsync("general", CaseDesk.Weighty("pay 11", "pay"));

        await ann.OpenCaseAsync(held);
        await Assertions.Expect(ann.Page.Locator(".fired tbody tr")).ToContainTextAsync(["payments"]);
        await Assertions.Expect(ann.Page.Locator(".similar li")).ToHaveCountAsync(1);
        await Assertions.Expect(ann.Page.Locator(".similar li").GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", $"/dashboard/cases/{first}");
        await Assertions.Expect(ann.Page.Locator("#case-now")).ToContainTextAsync("May vote: admin, reviewer.");

        await ann.Page.Locator("#more-actions summary").ClickAsync();
        await ann.Page.GetByLabel("Why more people should be asked now").FillAsync("it is a lot of money");
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Ask lead too" }).ClickAsync();
        await Assertions.Expect(ann.Page.Locator("#say-result")).ToContainTextAsync("More people are asked.");
        await Assertions.Expect(ann.Page.Locator("#case-now")).ToContainTextAsync("May vote: admin, lead, reviewer.");
        await Assertions.Expect(ann.Page.Locator("#case-now")).ToContainTextAsync("it is a lot of money");
    }

    [Fact]
    public async Task A_screen_reader_is_told_what_became_of_a_case_and_whoever_reads_stays_where_they_were()
    {
        await using var sender = await fixture.AgentAsync();
        await using var ann = await fixture.ReviewerWithKeyAsync();
        await using var ben = await fixture.ReviewerWithKeyAsync();
        var held = await sender.HoldAsync(fixture.Name("channel"), CaseDesk.Weighty("say it aloud"));
        await ann.OpenCaseAsync(held);
        await ann.LiveAsync();
        var said = ann.Page.GetByRole(AriaRole.Status).And(ann.Page.Locator("#case-said"));
        await Assertions.Expect(said).ToBeEmptyAsync();
        await ann.Page.Locator("#reason").FocusAsync();

        await ben.OpenCaseAsync(held);
        await ben.VoteAsync("approve");
        await Assertions.Expect(said).ToHaveTextAsync("Waits for votes: 1 approval, 0 rejections.");
        await Assertions.Expect(ann.Page.Locator("#reason")).ToBeFocusedAsync();

        await using var cleo = await fixture.ReviewerWithKeyAsync();
        await cleo.OpenCaseAsync(held);
        await cleo.VoteAsync("approve");
        await Assertions.Expect(said).ToHaveTextAsync("Delivered: 2 approvals, 0 rejections.");
    }

    [Fact]
    public async Task A_page_of_a_case_asks_again_for_its_own_case_and_not_for_others()
    {
        await using var sender = await fixture.AgentAsync();
        await using var ann = await fixture.ReviewerAsync();
        var held = await sender.HoldAsync(fixture.Name("channel"), CaseDesk.Weighty("mine alone"));
        await ann.GoAsync("/keys");
        await ann.LiveAsync();
        var page = await ann.Context.NewPageAsync();
        var asked = 0;
        page.Request += (_, request) => asked += request.Url.EndsWith($"/cases/{held}/now", StringComparison.Ordinal) ? 1 : 0;
        await page.Clock.InstallAsync();

        // A page that was just loaded asks once for what changed meanwhile.
        await page.RunAndWaitForRequestFinishedAsync(() => page.GotoAsync($"/dashboard/cases/{held}"), new() { Predicate = request => request.Url.EndsWith("/now", StringComparison.Ordinal) });
        await page.EvaluateAsync("() => { document.addEventListener('agentbus:event', e => { document.documentElement.dataset.told = e.detail.data; }); }");
        var before = await SettledAsync();

        await TellAsync("""{"case_id":"another","state":"open"}""");
        (await SettledAsync()).ShouldBe(before);

        await TellAsync($$"""{"case_id":"{{held}}","state":"open"}""");
        (await SettledAsync()).ShouldBe(before + 1);

        await TellAsync("{}");
        (await SettledAsync()).ShouldBe(before + 2);

        async Task TellAsync(string data)
        {
            await ann.Page.EvaluateAsync("data => new BroadcastChannel('agentbus-live').postMessage({ topic: 'cases', data })", data);
            await page.WaitForFunctionAsync("data => document.documentElement.dataset.told === data", data);
        }

        // What the page means to ask for it has asked for, before this that comes after it is answered.
        async Task<int> SettledAsync()
        {
            await page.Clock.RunForAsync(1_000);
            await page.EvaluateAsync("() => fetch('/dashboard/session')");
            return Volatile.Read(ref asked);
        }
    }
}

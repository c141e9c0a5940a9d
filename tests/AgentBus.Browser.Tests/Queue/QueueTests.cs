using AgentBus.Browser.Tests.Axe;
using AgentBus.Browser.Tests.Harness;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Queue;

/// <summary>The queue as its readers use it: what it counts, how it is narrowed, and by which keys.</summary>
[Collection<DashboardCollection>]
public sealed class QueueTests(DashboardFixture fixture)
{
    [Fact]
    public async Task The_count_stands_in_the_title_and_on_the_icon_and_follows()
    {
        await using var sender = await fixture.AgentAsync();
        await using var ann = await fixture.ReviewerAsync();
        await ann.GoAsync($"/queue?sender={sender.AgentId}");
        await ann.LiveAsync();
        await Assertions.Expect(ann.Page).ToHaveTitleAsync("Queue · AgentBus");
        await Assertions.Expect(ann.Page.GetByText("Nothing that fits")).ToBeVisibleAsync();
        var icon = ann.Page.Locator("#favicon");
        await Assertions.Expect(icon).ToHaveAttributeAsync("href", Ends("favicon.svg"));

        var channel = fixture.Name("channel");
        await sender.HoldAsync(channel, CaseDesk.Weighty("one"));
        await Assertions.Expect(ann.Page).ToHaveTitleAsync("(1) Queue · AgentBus");
        await Assertions.Expect(icon).ToHaveAttributeAsync("href", Ends("/queue/icon/1"));
        var second = await sender.HoldAsync(channel, CaseDesk.Weighty("two"));
        await Assertions.Expect(ann.Page).ToHaveTitleAsync("(2) Queue · AgentBus");
        await Assertions.Expect(ann.Page.Locator("#queue-said")).ToHaveTextAsync("A new case waits.");
        var drawn = await ann.Context.APIRequest.GetAsync("/dashboard/queue/icon/2");
        (drawn.Headers["content-type"], (await drawn.TextAsync()).Contains(">2<", StringComparison.Ordinal)).ShouldBe(("image/svg+xml", true));

        await sender.WithdrawAsync(second, "not now", TestContext.Current.CancellationToken);
        await Assertions.Expect(ann.Page).ToHaveTitleAsync("(1) Queue · AgentBus");
    }

    [Fact]
    public async Task Filters_and_search_find_a_case_and_what_is_alike_opens_and_stays_open_when_more_come()
    {
        await using var sender = await fixture.AgentAsync();
        await using var other = await fixture.AgentAsync();
        await using var ann = await fixture.ReviewerAsync();
        var channel = fixture.Name("channel");
        string[] alike = [await sender.HoldAsync(channel, CaseDesk.Weighty("a")), await sender.HoldAsync(channel, CaseDesk.Weighty("b"))];
        var wanted = await other.HoldAsync(channel, CaseDesk.Weighty("c", "delete"));

        await ann.GoAsync("/queue");
        await ann.Page.GetByLabel("Search").FillAsync(channel);
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await Assertions.Expect(ann.Page.Locator(".case-row")).ToHaveCountAsync(3);
        await Assertions.Expect(Row(ann, wanted)).ToBeVisibleAsync();

        await ann.Page.GetByLabel("Sender").FillAsync(sender.AgentId);
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await Assertions.Expect(Row(ann, wanted)).ToHaveCountAsync(0);
        await Assertions.Expect(ann.Page.Locator(".case-row:visible")).ToHaveCountAsync(1);
        await ann.Page.GetByText("1 more like this").ClickAsync();
        await Assertions.Expect(ann.Page.Locator(".case-row:visible")).ToHaveCountAsync(2);
        await ann.LiveAsync();
        (await AxeCore.ViolationsAsync(ann.Page)).ShouldBeEmpty("a queue with a group open");

        var summary = ann.Page.Locator("details[id^=group] summary");
        await summary.FocusAsync();
        await sender.HoldAsync(channel, CaseDesk.Weighty("d"));
        await Assertions.Expect(ann.Page.GetByText("2 more like this")).ToBeVisibleAsync();
        await Assertions.Expect(ann.Page.Locator(".case-row:visible")).ToHaveCountAsync(3);
        await Assertions.Expect(summary).ToBeFocusedAsync();

        await ann.Page.GetByLabel("Shows").SelectOptionAsync("granted");
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await Assertions.Expect(ann.Page.GetByText("Nothing that fits")).ToBeVisibleAsync();
        await ann.Page.Locator(".filters").GetByRole(AriaRole.Link, new() { Name = "Show all" }).ClickAsync();
        await Assertions.Expect(ann.Page.Locator($"[data-case='{alike[0]}']")).ToBeAttachedAsync();
        await Assertions.Expect(ann.Page.GetByLabel("Sender")).ToBeEmptyAsync();
    }

    [Fact]
    public async Task Every_key_does_what_the_help_says_and_nothing_while_somebody_writes_or_reads_the_help()
    {
        await using var sender = await fixture.AgentAsync();
        await using var ann = await fixture.ReviewerWithKeyAsync();
        var channel = fixture.Name("channel");
        string[] cases = [await sender.HoldAsync(channel, CaseDesk.Weighty("a", "delete")), await sender.HoldAsync(channel, CaseDesk.Weighty("b", "modify_prod")), await sender.HoldAsync(channel, CaseDesk.Weighty("c"))];
        var (keys, queue) = (ann.Page.Keyboard, $"/queue?sender={sender.AgentId}");
        await ann.GoAsync(queue);
        await ann.LiveAsync();

        foreach (var (key, at) in new[] { ("j", 0), ("j", 1), ("k", 0), ("k", 0), ("j", 1), ("j", 2), ("j", 2) })
        {
            await keys.PressAsync(key);
            await Assertions.Expect(Link(ann, cases[at])).ToBeFocusedAsync();
        }

        await keys.PressAsync("?");
        var help = ann.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keys" });
        await Assertions.Expect(help).ToBeVisibleAsync();
        (await AxeCore.ViolationsAsync(ann.Page)).ShouldBeEmpty("the help of the queue");
        await keys.PressAsync("k");
        await Assertions.Expect(ann.Page.Locator($"[data-case='{cases[2]}'].selected")).ToHaveCountAsync(1);
        await keys.PressAsync("Escape");
        await Assertions.Expect(help).ToBeHiddenAsync();
        await Assertions.Expect(Link(ann, cases[2])).ToBeFocusedAsync();
        await keys.PressAsync("?");
        await keys.PressAsync("Enter");
        await Assertions.Expect(help).ToBeHiddenAsync();

        await keys.PressAsync("k");
        await keys.PressAsync("s");
        await Assertions.Expect(ann.Page.Locator($"[data-case='{cases[1]}'].passed")).ToHaveCountAsync(1);
        await Assertions.Expect(Link(ann, cases[2])).ToBeFocusedAsync();

        await keys.PressAsync("/");
        await Assertions.Expect(ann.Page.GetByLabel("Search")).ToBeFocusedAsync();
        await keys.TypeAsync("jkars?");
        await Assertions.Expect(ann.Page.GetByLabel("Search")).ToHaveValueAsync("jkars?");
        await Assertions.Expect(help).ToBeHiddenAsync();

        await GoAndPressAsync("r", cases[0]);
        await Assertions.Expect(ann.Page.Locator("#choose-reject")).ToBeCheckedAsync();
        await Assertions.Expect(ann.Page.Locator("#reason")).ToBeFocusedAsync();
        await GoAndPressAsync("a", cases[0]);
        await Assertions.Expect(ann.Page.Locator("#choose-approve")).ToBeCheckedAsync();
        await ann.OpenCaseAsync(cases[0]);
        await Assertions.Expect(ann.Page.Locator("#send-vote")).ToBeEnabledAsync();
        await keys.PressAsync("s");
        await Assertions.Expect(ann.Page.Locator("#choose-abstain")).ToBeCheckedAsync();
        await keys.TypeAsync("as");
        await Assertions.Expect(ann.Page.Locator("#reason")).ToHaveValueAsync("as");
        await ann.OpenCaseAsync(cases[0]);
        await Assertions.Expect(ann.Page.Locator("#digest-check")).ToContainTextAsync("made here");
        await keys.PressAsync("u");
        await ann.Page.WaitForURLAsync("**/dashboard/queue");

        async Task GoAndPressAsync(string key, string caseId)
        {
            await ann.GoAsync(queue);
            await ann.LiveAsync();
            await keys.PressAsync("j");
            await keys.PressAsync(key);
            await ann.Page.WaitForURLAsync($"**/cases/{caseId}#*");
        }
    }

    [Fact]
    public async Task Whoever_is_at_a_case_stays_there_while_others_come_and_is_led_on_when_it_is_gone()
    {
        await using var sender = await fixture.AgentAsync();
        await using var ann = await fixture.ReviewerAsync();
        var channel = fixture.Name("channel");
        string[] cases = [await sender.HoldAsync(channel, CaseDesk.Weighty("a", "delete")), await sender.HoldAsync(channel, CaseDesk.Weighty("b", "modify_prod"))];
        await ann.GoAsync($"/queue?sender={sender.AgentId}");
        await ann.LiveAsync();
        await ann.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(Link(ann, cases[0])).ToBeFocusedAsync();

        var third = await sender.HoldAsync(channel, CaseDesk.Weighty("c"));
        await Assertions.Expect(Row(ann, third)).ToBeVisibleAsync();
        await Assertions.Expect(Link(ann, cases[0])).ToBeFocusedAsync();

        await sender.WithdrawAsync(cases[0], "not now", TestContext.Current.CancellationToken);
        await Assertions.Expect(Row(ann, cases[0])).ToHaveCountAsync(0);
        await Assertions.Expect(Link(ann, cases[1])).ToBeFocusedAsync();
        foreach (var left in new[] { cases[1], third })
        {
            await sender.WithdrawAsync(left, "not now", TestContext.Current.CancellationToken);
        }

        await Assertions.Expect(ann.Page.GetByText("Nothing that fits")).ToBeVisibleAsync();
        await Assertions.Expect(ann.Page.Locator("#queue")).ToBeFocusedAsync();
    }

    private static System.Text.RegularExpressions.Regex Ends(string with) =>
        new(System.Text.RegularExpressions.Regex.Escape(with) + "$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    private static ILocator Row(Seat seat, string caseId) => seat.Page.Locator($"[data-case='{caseId}']");

    private static ILocator Link(Seat seat, string caseId) => seat.Page.Locator($"#case-{caseId}");
}

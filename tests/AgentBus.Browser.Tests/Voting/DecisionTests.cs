using System.Diagnostics;
using AgentBus.Browser.Tests.Harness;
using AgentBus.Client;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Voting;

/// <summary>From a message that waits to its end, in two browsers.</summary>
[Collection<DashboardCollection>]
public sealed class DecisionTests(DashboardFixture fixture)
{
    [Fact]
    public async Task Two_reviewers_approve_a_message_and_the_agent_that_it_is_for_gets_it_as_it_was_shown()
    {
        var channel = fixture.Name("channel");
        await using var sender = await fixture.AgentAsync();
        await using var receiver = await fixture.AgentAsync();
        await using var heard = await receiver.OpenSubscriptionAsync(DashboardFixture.Room, channel, cancellationToken: TestContext.Current.CancellationToken);
        await using var ann = await fixture.ReviewerWithKeyAsync();
        await using var ben = await fixture.ReviewerWithKeyAsync();
        await ann.GoAsync("/queue");
        await ann.LiveAsync();

        var watch = Stopwatch.StartNew();
        var held = await sender.PublishAsync(DashboardFixture.Room, channel, CaseDesk.Weighty("release 4.2, ask ops@shop.test"), TestContext.Current.CancellationToken);
        held.Outcome.ShouldBe(ReceiptOutcome.Held, held.Reason);
        var row = ann.Page.Locator($"[data-case='{held.CaseId}']");
        await Assertions.Expect(row).ToBeAttachedAsync(new() { Timeout = 10_000 });
        TestContext.Current.TestOutputHelper?.WriteLine($"The queue showed the case {watch.ElapsedMilliseconds} ms after it was sent.");

        await row.Locator("a").EvaluateAsync("link => link.click()");
        await Assertions.Expect(ann.Page.Locator("[data-signed=body]")).ToContainTextAsync("release 4.2, ask ***REDACTED***");
        await Assertions.Expect(ann.Page.Locator("#digest-check")).ToContainTextAsync("made here of what you see");
        await ann.VoteAsync("approve", "tested since Monday");
        await ann.ExpectStateAsync("open");
        await ben.OpenCaseAsync(held.CaseId);
        await Assertions.Expect(ben.Page.Locator("#case-now")).ToContainTextAsync("tested since Monday");
        await ben.VoteAsync("approve");

        await ann.ExpectStateAsync("delivered");
        await ben.ExpectStateAsync("delivered");
        await foreach (var delivery in heard.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            (delivery.Text, delivery.Sender).ShouldBe(("release 4.2, ask ***REDACTED***", sender.AgentId));
            break;
        }

        await ann.GoAsync("/decided");
        await Assertions.Expect(ann.Page.Locator($"a[href='/dashboard/cases/{held.CaseId}']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Two_reviewers_reject_a_message_and_its_sender_is_told()
    {
        await using var sender = await fixture.AgentAsync();
        await using var ann = await fixture.ReviewerWithKeyAsync();
        await using var ben = await fixture.ReviewerWithKeyAsync();
        var held = await sender.PublishAsync(DashboardFixture.Room, fixture.Name("channel"), CaseDesk.Weighty("drop everything", "delete"), TestContext.Current.CancellationToken);

        foreach (var seat in new[] { ann, ben })
        {
            await seat.OpenCaseAsync(held.CaseId);
            await seat.VoteAsync("reject", "not on a Friday");
        }

        await ann.ExpectStateAsync("rejected");
        await Assertions.Expect(ann.Page.Locator("#vote-card")).ToBeHiddenAsync();
        await foreach (var told in sender.ReadInboxAsync(TestContext.Current.CancellationToken))
        {
            var fields = told.Envelope.Payload.Fields;
            (fields["case_id"].StringValue, fields["state"].StringValue).ShouldBe((held.CaseId, "rejected"));
            await told.AckAsync(TestContext.Current.CancellationToken);
            break;
        }
    }

    [Fact]
    public async Task A_message_whose_time_is_over_ends_on_the_page_and_takes_no_more_votes()
    {
        await using var sender = await fixture.AgentAsync();
        await using var ann = await fixture.ReviewerWithKeyAsync();
        var held = await sender.PublishAsync(
            DashboardFixture.Room, fixture.Name("channel"), CaseDesk.Weighty("quickly now", expires: TimeSpan.FromSeconds(6)), TestContext.Current.CancellationToken);
        held.Outcome.ShouldBe(ReceiptOutcome.Held, held.Reason);
        await using var ben = await fixture.ReviewerAsync();
        await ben.GoAsync($"/queue?sender={sender.AgentId}");
        await ann.OpenCaseAsync(held.CaseId);

        // The time that is left counts down, and then the outcome stands there, on both pages by itself.
        await Assertions.Expect(ann.Page.Locator("#case-now .deadline")).ToContainTextAsync("(in 1 sec");
        await ann.ExpectStateAsync("expired");
        await Assertions.Expect(ann.Page.Locator("#case-now")).ToContainTextAsync("Expired");
        await Assertions.Expect(ann.Page.Locator("#case-said")).ToContainTextAsync("Expired");
        await Assertions.Expect(ann.Page.Locator("#vote-card")).ToBeHiddenAsync();
        await Assertions.Expect(ben.Page.GetByText("Nothing that fits")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Whoever_has_no_mouse_finds_the_case_and_votes()
    {
        await using var sender = await fixture.AgentAsync();
        await using var ann = await fixture.ReviewerWithKeyAsync();
        var held = await sender.PublishAsync(DashboardFixture.Room, fixture.Name("channel"), CaseDesk.Weighty("by keys alone"), TestContext.Current.CancellationToken);
        var keys = ann.Page.Keyboard;

        await ann.GoAsync($"/queue?sender={sender.AgentId}");
        await ann.LiveAsync();
        await Assertions.Expect(ann.Page.Locator($"[data-case='{held.CaseId}']")).ToBeVisibleAsync();
        await keys.PressAsync("?");
        await Assertions.Expect(ann.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await keys.PressAsync("j");
        await Assertions.Expect(ann.Page.Locator($"[data-case='{held.CaseId}'] a")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await ann.ArrivedAsync($"/cases/{held.CaseId}");
        await Assertions.Expect(ann.Page.Locator("#send-vote")).ToBeEnabledAsync();
        await keys.PressAsync("a");
        await Assertions.Expect(ann.Page.Locator("#reason")).ToBeFocusedAsync();
        await keys.TypeAsync("no mouse needed");
        await keys.PressAsync("Control+Enter");

        await Assertions.Expect(ann.Page.Locator("#vote-result")).ToContainTextAsync("Your vote is taken");
        ((string?)(await fixture.Keys.CaseAsync(held.CaseId))["votes"]![0]!["reason"]).ShouldBe("no mouse needed");
    }
}

using AgentBus.Browser.Tests.Harness;
using AgentBus.TestKit;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Voting;

/// <summary>A connection that breaks while somebody votes: the vote is neither lost nor counted twice.</summary>
[Collection<DashboardCollection>]
public sealed class LostConnectionTests(DashboardFixture fixture)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_vote_counts_once_when_it_or_its_answer_was_lost(bool arrives)
    {
        await using var relay = new TcpRelay(fixture.Silo.Address);
        await using var sender = await fixture.AgentAsync();
        await using var ann = await fixture.ReviewerWithKeyAsync(options: new() { BaseURL = relay.Url });
        var held = await sender.PublishAsync(DashboardFixture.Room, fixture.Name("channel"), CaseDesk.Weighty("over a bad line"), TestContext.Current.CancellationToken);
        await ann.OpenCaseAsync(held.CaseId);
        await ann.LiveAsync();

        if (arrives)
        {
            relay.LoseAnswers();
        }
        else
        {
            relay.Cut();
        }

        await ann.SendVoteAsync("approve", "whatever the line does");
        if (arrives)
        {
            await Until.TrueAsync("the vote arrived", async () => await CountAsync(held.CaseId) == 1, cancellationToken: TestContext.Current.CancellationToken);
        }
        else
        {
            await Assertions.Expect(ann.Page.Locator("#vote-result")).ToContainTextAsync("sent again");
        }

        relay.Mend();
        await Assertions.Expect(ann.Page.Locator("#vote-result")).ToContainTextAsync("Your vote is taken", new() { Timeout = 40_000 });
        (await CountAsync(held.CaseId)).ShouldBe(1);
        (await fixture.Keys.CaseAsync(held.CaseId))["history"]!.AsArray().Count(static entry => (string?)entry!["what"] == "vote").ShouldBe(1);
    }

    [Fact]
    public async Task What_happened_to_a_case_while_the_connection_was_lost_stands_there_when_it_is_back()
    {
        await using var relay = new TcpRelay(fixture.Silo.Address);
        await using var sender = await fixture.AgentAsync();
        await using var ann = await fixture.ReviewerAsync(options: new() { BaseURL = relay.Url });
        await using var ben = await fixture.ReviewerWithKeyAsync();
        var held = await sender.HoldAsync(fixture.Name("channel"), CaseDesk.Weighty("meanwhile"));
        await ann.OpenCaseAsync(held);
        await ann.LiveAsync();
        await ben.OpenCaseAsync(held);

        relay.Cut();
        await Assertions.Expect(ann.Page.Locator("#banner")).ToContainTextAsync("Connection lost");
        await ben.VoteAsync("approve", "said while the line was down");
        relay.Mend();

        await Assertions.Expect(ann.Page.Locator("#case-now")).ToContainTextAsync("said while the line was down", new() { Timeout = 40_000 });
        await Assertions.Expect(ann.Page.Locator("#banner")).ToBeHiddenAsync();
    }

    private async Task<int> CountAsync(string caseId) => (await fixture.Keys.CaseAsync(caseId))["votes"]!.AsArray().Count;
}

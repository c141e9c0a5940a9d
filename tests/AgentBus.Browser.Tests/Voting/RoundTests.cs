using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentBus.Browser.Tests.Axe;
using AgentBus.Browser.Tests.Harness;
using AgentBus.Client;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Voting;

/// <summary>What was approved, and is not what it was: people are asked again, on pages that are open all the while.</summary>
[Collection<DashboardCollection>]
public sealed class RoundTests(DashboardFixture fixture)
{
    [Fact]
    public async Task A_case_that_opens_again_says_so_in_both_browsers_and_shows_the_votes_of_before_as_such()
    {
        await using var sender = await fixture.AgentAsync(tenant: DashboardFixture.Changing);
        await using var ann = await fixture.ReviewerWithKeyAsync(tenant: DashboardFixture.Changing);
        await using var ben = await fixture.ReviewerWithKeyAsync(tenant: DashboardFixture.Changing);
        var held = await sender.HoldAsync(fixture.Name("channel"), CaseDesk.Weighty("open vault-42 at noon"));
        foreach (var seat in new[] { ann, ben })
        {
            await seat.OpenCaseAsync(held);
            await seat.LiveAsync();
        }

        await ann.VoteAsync("approve", "the manager asked for it");
        await Assertions.Expect(ben.Page.Locator("#case-now")).ToContainTextAsync("the manager asked for it");
        await RedactAsync("vault-[0-9]+");
        await ann.Page.Locator("#reason").FillAsync("half a thought");
        await ben.SendVoteAsync("approve", "I saw the order");

        foreach (var seat in new[] { ann, ben })
        {
            await Assertions.Expect(seat.Page.Locator("#case-now [data-round='2'][data-state=open]")).ToBeVisibleAsync(new() { Timeout = 20_000 });
            await Assertions.Expect(seat.Page.Locator("#round")).ToContainTextAsync("Round 2: people are asked again, since inspection made another message of it");
            await Assertions.Expect(seat.Page.Locator("#case-now")).ToContainTextAsync("Nobody has voted yet");
            await Assertions.Expect(seat.Page.Locator(".former[data-round='1'] li")).ToHaveTextAsync([Voted(ann), Voted(ben)]);
            await Assertions.Expect(seat.Page.Locator("#vote-result")).ToContainTextAsync("People are asked again");
            await Assertions.Expect(seat.Page.Locator("#send-vote")).ToBeDisabledAsync();
            (await AxeCore.ViolationsAsync(seat.Page)).ShouldBeEmpty("a case in its second round");
        }

        foreach (var seat in new[] { ann, ben })
        {
            await seat.Page.GetByRole(AriaRole.Link, new() { Name = "Look at it again" }).ClickAsync();
            await Assertions.Expect(seat.Page.Locator("[data-signed=body]")).ToContainTextAsync("open ***REDACTED*** at noon");
            await Assertions.Expect(seat.Page.Locator("#send-vote")).ToBeEnabledAsync();
        }

        (await ann.Page.Locator("#reason").InputValueAsync()).ShouldBe("half a thought");
        await ann.VoteAsync("approve", "fine without the number");
        await ben.VoteAsync("approve");
        await ann.ExpectStateAsync("delivered");
        await ben.ExpectStateAsync("delivered");
        (await fixture.Keys.CaseAsync(held, DashboardFixture.Changing))["history"]!.AsArray().Count(static entry => (string?)entry!["what"] == "vote").ShouldBe(4);
    }

    private static System.Text.RegularExpressions.Regex Voted(Seat seat) => new($"{seat.Name}\\s+Approve", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    private async Task RedactAsync(string pattern)
    {
        using var silo = fixture.Silo.Operator();
        using var changed = await silo.PutAsJsonAsync(
            $"admin/casil/{DashboardFixture.Changing}",
            new JsonObject { ["constitutional_hash"] = AgentBusOptions.DefaultConstitutionalHash, ["redaction_patterns"] = new JsonArray(pattern) },
            TestContext.Current.CancellationToken);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK, await changed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}

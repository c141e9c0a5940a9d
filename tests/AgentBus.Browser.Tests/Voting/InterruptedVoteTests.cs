using AgentBus.Browser.Tests.Axe;
using AgentBus.Browser.Tests.Harness;
using AgentBus.TestKit;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Voting;

/// <summary>A session that is over while somebody votes: they are told, sign in again, and vote once, with what they had typed.</summary>
[Collection<DashboardCollection>]
public sealed class InterruptedVoteTests(DashboardFixture fixture)
{
    private const string Reason = "typed before the session ended";

    // What lay in the tab for longer than the signature holds.
    private const string Age = """
        () => { for (const name of Object.keys(sessionStorage)) if (name.startsWith('agentbus-vote')) sessionStorage.setItem(name, JSON.stringify({ ...JSON.parse(sessionStorage.getItem(name)), expires: '2020-01-01T00:00:00Z' })); }
        """;

    [Fact]
    public async Task Who_presses_approve_after_the_end_is_told_signs_in_again_and_has_voted_once()
    {
        await using var ann = await fixture.ReviewerWithKeyAsync();
        var held = await PressAfterTheEndAsync(ann);

        await SignInAgainAsync(ann, ann.Name);

        ann.Page.Url.ShouldContain($"/cases/{held}");
        await Assertions.Expect(ann.Page.Locator("#vote-result")).ToContainTextAsync("Your vote is taken");
        await ExpectOneVoteAsync(held);
        await ann.Page.ReloadAsync();
        await Assertions.Expect(ann.Page.Locator("#case-now")).ToContainTextAsync(Reason);
        (await ann.Page.Locator("#reason").InputValueAsync()).ShouldBeEmpty();
        await ExpectOneVoteAsync(held);
    }

    [Fact]
    public async Task Where_the_signature_ended_meanwhile_the_reason_stands_there_and_the_vote_is_sent_by_hand()
    {
        await using var ann = await fixture.ReviewerWithKeyAsync();
        var held = await PressAfterTheEndAsync(ann);
        await ann.Page.EvaluateAsync(Age);

        await SignInAgainAsync(ann, ann.Name);

        await Assertions.Expect(ann.Page.Locator("#reason")).ToHaveValueAsync(Reason);
        await Assertions.Expect(ann.Page.Locator("#choose-approve")).ToBeCheckedAsync();
        (await VotesAsync(held)).ShouldBe(0);
        await ann.Page.Locator("#send-vote").ClickAsync();
        await Assertions.Expect(ann.Page.Locator("#vote-result")).ToContainTextAsync("Your vote is taken");
        await ExpectOneVoteAsync(held);
    }

    [Fact]
    public async Task Somebody_else_who_signs_in_in_the_same_tab_finds_neither_the_vote_nor_the_reason()
    {
        await using var ann = await fixture.ReviewerWithKeyAsync();
        var held = await PressAfterTheEndAsync(ann);

        await SignInAgainAsync(ann, fixture.Name("person"));

        await Assertions.Expect(ann.Page.Locator("#digest-check")).ToContainTextAsync("made here of what you see");
        await Assertions.Expect(ann.Page.Locator("#reason")).ToBeEmptyAsync();
        await Assertions.Expect(ann.Page.Locator("#vote-result")).ToBeEmptyAsync();
        (await VotesAsync(held)).ShouldBe(0);
    }

    [Fact]
    public async Task A_comment_that_was_typed_when_the_session_ended_is_not_lost()
    {
        await using var ann = await fixture.ReviewerWithKeyAsync();
        await using var sender = await fixture.AgentAsync();
        var held = await sender.HoldAsync(fixture.Name("channel"), CaseDesk.Weighty("what do you think?"));
        var id = await ReturnAsync(ann);
        await ann.OpenCaseAsync(held);
        await ann.Page.Locator("#comment").FillAsync("I think twice");
        await ann.Page.Locator("#reason").FillAsync(Reason);

        await Tokens.RevokeAsync(fixture.Silo, id);
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Add the comment" }).ClickAsync();
        await Assertions.Expect(ann.Page.Locator("#say-result")).ToContainTextAsync("Your session has ended");
        await ann.Page.Locator("#say-result").GetByRole(AriaRole.Link, new() { Name = "sign in again" }).ClickAsync();
        await ann.SignInAsync(fixture.Person(ann.Name, SiloProcess.Tenant, "reviewer"));

        await Assertions.Expect(ann.Page.Locator("#comment")).ToHaveValueAsync("I think twice");
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Add the comment" }).ClickAsync();
        await Assertions.Expect(ann.Page.Locator("#case-now")).ToContainTextAsync("I think twice");
        await Assertions.Expect(ann.Page.Locator("#comment")).ToBeEmptyAsync();
        await Assertions.Expect(ann.Page.Locator("#reason")).ToHaveValueAsync(Reason);
    }

    /// <summary>The case that somebody voted on when their session was over.</summary>
    private async Task<string> PressAfterTheEndAsync(Seat seat)
    {
        await using var sender = await fixture.AgentAsync();
        var held = await sender.HoldAsync(fixture.Name("channel"), CaseDesk.Weighty("before the session ended"));
        var id = await ReturnAsync(seat);
        await seat.OpenCaseAsync(held);
        await seat.LiveAsync();
        await Assertions.Expect(seat.Page.Locator("#send-vote")).ToBeEnabledAsync();
        await seat.Page.Locator("#choose-approve").CheckAsync();
        await seat.Page.Locator("#reason").FillAsync(Reason);

        await Tokens.RevokeAsync(fixture.Silo, id);
        await Assertions.Expect(seat.Page.Locator("#banner")).ToContainTextAsync("Your session has ended", new() { Timeout = 30_000 });
        await seat.Page.Locator("#send-vote").ClickAsync();

        await Assertions.Expect(seat.Page.Locator("#vote-result")).ToContainTextAsync("Your session has ended, so the vote was not taken");
        (await AxeCore.ViolationsAsync(seat.Page)).ShouldBeEmpty("a case after the end of the session");
        (await VotesAsync(held)).ShouldBe(0);
        return held;
    }

    /// <summary>The same person in the same browser, with a credential that can be revoked; its id.</summary>
    private async Task<string> ReturnAsync(Seat seat)
    {
        var id = Guid.NewGuid().ToString();
        await seat.Context.ClearCookiesAsync();
        await seat.SignInAsync(Tokens.Person(fixture.Silo, seat.Name, "reviewer", id));
        return id;
    }

    private async Task SignInAgainAsync(Seat seat, string person)
    {
        await seat.Page.Locator("#vote-result").GetByRole(AriaRole.Link, new() { Name = "sign in again" }).ClickAsync();
        await seat.SignInAsync(fixture.Person(person, SiloProcess.Tenant, "reviewer"));
    }

    private async Task ExpectOneVoteAsync(string caseId)
    {
        (await VotesAsync(caseId)).ShouldBe(1);
        (await fixture.Keys.CaseAsync(caseId))["history"]!.AsArray().Count(static entry => (string?)entry!["what"] == "vote").ShouldBe(1);
    }

    private async Task<int> VotesAsync(string caseId) => (await fixture.Keys.CaseAsync(caseId))["votes"]!.AsArray().Count;
}

using AgentBus.Browser.Tests.Axe;
using AgentBus.Browser.Tests.Harness;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Voting;

/// <summary>What was sent, before inspection, as people with and without the role see it.</summary>
[Collection<DashboardCollection>]
public sealed class RawContentTests(DashboardFixture fixture)
{
    private const string Mail = "jane@mail.test";

    [Fact]
    public async Task A_look_takes_a_reason_stands_in_the_history_of_all_and_ends_with_the_case()
    {
        await using var sender = await fixture.AgentAsync();
        await using var root = await fixture.ReviewerAsync(roles: "admin");
        await using var ann = await fixture.ReviewerWithKeyAsync();
        await using var ben = await fixture.ReviewerWithKeyAsync();
        var held = await sender.HoldAsync(fixture.Name("channel"), CaseDesk.Weighty($"ask {Mail} first"));
        await ann.OpenCaseAsync(held);
        await ann.LiveAsync();
        await Assertions.Expect(ann.Page.Locator("#raw-words")).ToContainTextAsync("None of your roles may look at it.");
        await Assertions.Expect(ann.Page.Locator("#raw-look")).ToHaveCountAsync(0);
        await root.OpenCaseAsync(held);
        await root.LiveAsync();
        var result = root.Page.Locator("#raw-result");

        await root.Page.Locator("#raw-card summary").ClickAsync();
        var look = root.Page.GetByRole(AriaRole.Button, new() { Name = "Look, on record" });
        await look.ClickAsync();
        await Assertions.Expect(result).ToBeEmptyAsync();
        await root.Page.Locator("#raw-reason").FillAsync("the address is cut");
        await look.ClickAsync();
        await Assertions.Expect(result.Locator("mark")).ToHaveTextAsync(Mail);
        await Assertions.Expect(root.Page.Locator("#raw-title")).ToBeFocusedAsync();
        await Assertions.Expect(root.Page.Locator("[data-signed=body]")).ToContainTextAsync("ask ***REDACTED*** first");
        await Assertions.Expect(root.Page.Locator("#digest-check")).ToContainTextAsync("made here of what you see");
        await Assertions.Expect(ann.Page.Locator(".history")).ToContainTextAsync("looked at what was sent: the address is cut");

        foreach (var seat in new[] { ann, ben })
        {
            await seat.OpenCaseAsync(held);
            await seat.VoteAsync("reject");
        }

        await Assertions.Expect(result).ToContainTextAsync("shown only while people decide");
        (await root.Page.ContentAsync()).ShouldNotContain(Mail);
        await root.OpenCaseAsync(held);
        await Assertions.Expect(root.Page.Locator("#raw-words")).ToContainTextAsync("was deleted");
    }

    [Fact]
    public async Task Without_script_it_is_a_page_of_its_own()
    {
        await using var sender = await fixture.AgentAsync();
        var held = await sender.HoldAsync(fixture.Name("channel"), CaseDesk.Weighty($"ask {Mail} first"));
        await using var root = await fixture.SeatAsync(options: new() { JavaScriptEnabled = false });
        await root.GoAsync("/queue");
        await root.SignInAsync(fixture.Person(root.Name, TestKit.SiloProcess.Tenant, "admin"));

        await root.OpenCaseAsync(held);
        await root.Page.Locator("#raw-card summary").ClickAsync();
        await root.Page.Locator("#raw-reason").FillAsync("the address is cut");
        await root.Page.GetByRole(AriaRole.Button, new() { Name = "Look, on record" }).ClickAsync();

        await Assertions.Expect(root.Page.Locator("mark")).ToHaveTextAsync(Mail);
        await root.Page.GetByRole(AriaRole.Link, new() { Name = "Back to the case" }).ClickAsync();
        await Assertions.Expect(root.Page.Locator(".history")).ToContainTextAsync("looked at what was sent");
        (await root.Page.ContentAsync()).ShouldNotContain(Mail);
    }

    [Fact]
    public async Task What_is_shown_can_be_used_by_everybody_and_goes_when_the_session_ends()
    {
        await using var sender = await fixture.AgentAsync();
        await using var root = await fixture.SeatAsync();
        var id = Guid.NewGuid().ToString();
        await root.SignInAsync(Tokens.Person(fixture.Silo, root.Name, "admin", id));
        var held = await sender.HoldAsync(fixture.Name("channel"), CaseDesk.Weighty($"ask {Mail} first"));
        await root.OpenCaseAsync(held);
        await root.LiveAsync();
        await root.LookAsync("the address is cut");
        await Assertions.Expect(root.Page.Locator("#raw-result mark")).ToHaveTextAsync(Mail);
        (await AxeCore.ViolationsAsync(root.Page)).ShouldBeEmpty();

        await Tokens.RevokeAsync(fixture.Silo, id);
        await Assertions.Expect(root.Page.Locator("#banner")).ToContainTextAsync("Your session has ended", new() { Timeout = 30_000 });
        (await root.Page.ContentAsync()).ShouldNotContain(Mail);
    }
}

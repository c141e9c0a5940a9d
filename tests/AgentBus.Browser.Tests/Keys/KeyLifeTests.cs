using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentBus.Browser.Tests.Axe;
using AgentBus.Browser.Tests.Harness;
using AgentBus.Client;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Keys;

/// <summary>A tenant's keys from the first: two admins by the bootstrap token, a reviewer whom one of them confirms by hand, and a key that is taken away.</summary>
[Collection<DashboardCollection>]
public sealed class KeyLifeTests(DashboardFixture fixture)
{
    [Fact]
    public async Task Two_admins_begin_with_the_bootstrap_token_confirm_a_reviewer_by_hand_and_revoke_the_key_while_its_page_is_open()
    {
        await using var ada = await SignedInAsync("admin");
        await using var bob = await SignedInAsync("admin");
        await using var rita = await SignedInAsync("reviewer");

        await ada.GoAsync("/keys");
        await Assertions.Expect(ada.Page.GetByText("No keys yet")).ToBeVisibleAsync();
        await TryBootstrapAsync(ada, "not the token");
        await Assertions.Expect(ada.Page.Locator("#register-result")).ToContainTextAsync("bootstrap token");
        (await AxeCore.ViolationsAsync(ada.Page)).ShouldBeEmpty("keys, with a refusal");
        var token = await BootstrapTokenAsync();
        foreach (var admin in new[] { ada, bob })
        {
            await admin.GoAsync("/keys");
            await TryBootstrapAsync(admin, token);
            await Assertions.Expect(admin.Page.Locator("#own-key")).ToContainTextAsync("counts: you can vote with it");
        }

        // Bob has the page open when the key comes, and need not load it anew.
        await bob.LiveAsync();
        await rita.GoAsync("/keys");
        await rita.Page.GetByRole(AriaRole.Button, new() { Name = "Make a key and register it" }).ClickAsync();
        await Assertions.Expect(rita.Page.Locator("#own-key")).ToContainTextAsync("waits for a second admin");
        await TryBootstrapTooLateAsync(token);
        var confirm = RowOf(bob, rita).Locator("details[id^=confirm]");
        await Assertions.Expect(confirm).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await confirm.Locator("summary").ClickAsync();
        (await AxeCore.ViolationsAsync(bob.Page)).ShouldBeEmpty("keys, with one to confirm");
        await confirm.GetByRole(AriaRole.Button, new() { Name = "Confirm it" }).ClickAsync();
        await Assertions.Expect(RowOf(bob, rita)).ToContainTextAsync($"counts, confirmed by {bob.Name}");
        await Assertions.Expect(rita.Page.Locator("#own-key")).ToContainTextAsync("counts: you can vote with it");

        await using var sender = await fixture.AgentAsync(tenant: DashboardFixture.Fresh);
        var held = await sender.HoldAsync(fixture.Name("channel"), CaseDesk.Weighty("whose key?"));
        await rita.OpenCaseAsync(held);
        await Assertions.Expect(rita.Page.Locator("#send-vote")).ToBeEnabledAsync();
        var revoke = RowOf(bob, rita).Locator("details[id^=revoke]");
        await revoke.Locator("summary").ClickAsync();
        await revoke.GetByRole(AriaRole.Button, new() { Name = "Revoke it for good" }).ClickAsync();
        await Assertions.Expect(RowOf(bob, rita)).ToContainTextAsync("revoked");

        await rita.SendVoteAsync("approve", "with a key that is gone");
        await Assertions.Expect(rita.Page.Locator("#vote-result")).ToContainTextAsync("not signed by an active key of yours");
        (await rita.Page.Locator("#reason").InputValueAsync()).ShouldBe("with a key that is gone");
        await rita.GoAsync("/keys");
        await Assertions.Expect(rita.Page.Locator("#own-key")).ToContainTextAsync("was revoked. Make another one.");
    }

    private async Task<Seat> SignedInAsync(string role)
    {
        var seat = await fixture.SeatAsync();
        await seat.SignInAsync(fixture.Person(seat.Name, DashboardFixture.Fresh, role));
        return seat;
    }

    // The token is used up: another admin's key waits as everybody's.
    private async Task TryBootstrapTooLateAsync(string token)
    {
        await using var late = await SignedInAsync("admin");
        await late.GoAsync("/keys");
        await TryBootstrapAsync(late, token);
        await Assertions.Expect(late.Page.Locator("#register-result")).ToContainTextAsync("bootstrap token");
    }

    private static async Task TryBootstrapAsync(Seat seat, string token)
    {
        var details = seat.Page.Locator("#bootstrap");
        if (await details.GetAttributeAsync("open") is null)
        {
            await details.Locator("summary").ClickAsync();
        }

        await seat.Page.Locator("#bootstrap-token").FillAsync(token);
        await seat.Page.GetByRole(AriaRole.Button, new() { Name = "Make a key and register it" }).ClickAsync();
    }

    private static ILocator RowOf(Seat seat, Seat person) => seat.Page.Locator("tr", new() { Has = seat.Page.GetByText(person.Name, new() { Exact = true }) });

    private async Task<string> BootstrapTokenAsync()
    {
        using var silo = fixture.Silo.Operator();
        using var made = await silo.PostAsJsonAsync(
            $"admin/reviewers/{DashboardFixture.Fresh}/bootstrap", new JsonObject { ["constitutional_hash"] = AgentBusOptions.DefaultConstitutionalHash }, TestContext.Current.CancellationToken);
        return (string?)(await made.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["data"]!["bootstrap_token"] ?? "";
    }
}

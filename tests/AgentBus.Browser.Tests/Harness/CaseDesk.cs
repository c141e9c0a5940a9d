using AgentBus.Client;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Harness;

/// <summary>What reviewers do at the pages, and what agents send to be decided on.</summary>
internal static class CaseDesk
{
    /// <summary>A message that people have to decide on.</summary>
    public static Envelope Weighty(string text, string action = "deploy", TimeSpan? expires = null) => new()
    {
        MessageType = MessageType.Command,
        Action = action,
        Tool = "k8s.deploy",
        Content = new Content { Text = text },
        ExpiresAt = expires is { } span ? Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow() + span) : null,
    };

    /// <summary>Sends a message that waits for people; the case that it is.</summary>
    public static async Task<string> HoldAsync(this AgentBusClient sender, string channel, Envelope message)
    {
        var held = await sender.PublishAsync(DashboardFixture.Room, channel, message, TestContext.Current.CancellationToken);
        held.Outcome.ShouldBe(ReceiptOutcome.Held, held.Reason);
        return held.CaseId;
    }

    /// <summary>Signs in and registers a key, which the admin confirms.</summary>
    public static async Task<Seat> ReviewerWithKeyAsync(this DashboardFixture fixture, string? person = null, string tenant = SiloProcess.Tenant, BrowserNewContextOptions? options = null)
    {
        var seat = await fixture.ReviewerAsync(person, tenant, options);
        await seat.RegisterKeyAsync(fixture, tenant);
        return seat;
    }

    /// <summary>Makes and registers a key, which the admin confirms.</summary>
    public static async Task RegisterKeyAsync(this Seat seat, DashboardFixture fixture, string tenant)
    {
        await seat.GoAsync("/keys");
        await seat.Page.GetByRole(AriaRole.Button, new() { Name = "Make a key and register it" }).ClickAsync();
        await Assertions.Expect(seat.Page.Locator("#own-key")).ToContainTextAsync("waits for a second admin");
        await fixture.Keys.ConfirmAsync(seat.Name, tenant);
        await Assertions.Expect(seat.Page.Locator("#own-key")).ToContainTextAsync("counts: you can vote with it");
    }

    public static Task OpenCaseAsync(this Seat seat, string caseId) => seat.GoAsync($"/cases/{caseId}");

    /// <summary>Looks at what was sent, and sees it.</summary>
    public static async Task LookAsync(this Seat seat, string reason)
    {
        await seat.Page.Locator("#raw-card summary").ClickAsync();
        await seat.Page.Locator("#raw-reason").FillAsync(reason);
        await seat.Page.GetByRole(AriaRole.Button, new() { Name = "Look, on record" }).ClickAsync();
        await Assertions.Expect(seat.Page.Locator("#raw-result mark")).ToBeVisibleAsync();
    }

    /// <summary>Fills the vote in and sends it.</summary>
    public static async Task SendVoteAsync(this Seat seat, string choice, string reason)
    {
        await seat.Page.Locator($"#choose-{choice}").CheckAsync();
        await seat.Page.Locator("#reason").FillAsync(reason);
        await seat.Page.Locator("#send-vote").ClickAsync();
    }

    /// <summary>Votes, and sees that the vote is taken.</summary>
    public static async Task VoteAsync(this Seat seat, string choice, string reason = "as it should be")
    {
        await seat.SendVoteAsync(choice, reason);
        await Assertions.Expect(seat.Page.Locator("#vote-result")).ToContainTextAsync("Your vote is taken");
    }

    /// <summary>The page says where the case stands, without being loaded anew.</summary>
    public static Task ExpectStateAsync(this Seat seat, string state) => Assertions.Expect(seat.Page.Locator("#case-now [data-state]")).ToHaveAttributeAsync("data-state", state, new() { Timeout = 20_000 });
}

using System.Globalization;
using AgentBus.Browser.Tests.Harness;
using AgentBus.Protocol.V1;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Pages;

/// <summary>Figures that follow, and times as their reader has them.</summary>
[Collection<DashboardCollection>]
public sealed class OverviewTests(DashboardFixture fixture)
{
    [Fact]
    public async Task Figures_and_charts_follow_what_happens_and_an_open_table_stays_open()
    {
        await using var sender = await fixture.AgentAsync(tenant: DashboardFixture.Changing);
        await using var ann = await fixture.ReviewerAsync(tenant: DashboardFixture.Changing, roles: ["admin"]);
        await SayAsync();
        await ann.GoAsync("/overview");
        await ann.LiveAsync();
        await ann.Page.Locator("#rate-table summary").ClickAsync();
        await ann.Page.Locator("#rate-table .scroll").FocusAsync();
        var held = Figure(ann, "Held");
        var before = await NumberAsync(held);

        await sender.HoldAsync("general", CaseDesk.Weighty("one more"));

        await Assertions.Expect(held).ToContainTextAsync((before + 1).ToString(CultureInfo.InvariantCulture), new() { Timeout = 20_000 });
        await Assertions.Expect(ann.Page.Locator("#rate-text")).ToContainTextAsync($"{before + 1} held");
        await Assertions.Expect(ann.Page.Locator("#rate-table")).ToHaveAttributeAsync("open", "");
        await Assertions.Expect(ann.Page.Locator("#rate-table .scroll")).ToBeFocusedAsync();

        Task SayAsync() => sender.PublishAsync(
            DashboardFixture.Room, "general", new Envelope { MessageType = MessageType.Event, Content = new Content { Text = "good morning" } }, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Times_are_in_the_reader_s_zone_and_exact_on_hover()
    {
        await using var sender = await fixture.AgentAsync();
        await using var ann = await fixture.ReviewerAsync(options: new() { Locale = "en-GB", TimezoneId = "Asia/Tokyo" });
        var held = await sender.HoldAsync(fixture.Name("channel"), CaseDesk.Weighty("what time is it?"));

        await ann.OpenCaseAsync(held);

        var time = ann.Page.Locator(".deadline time").First;
        var exact = DateTimeOffset.Parse((await time.GetAttributeAsync("title"))!, CultureInfo.InvariantCulture);
        (await time.GetAttributeAsync("title")).ShouldEndWith("Z");
        await Assertions.Expect(time).ToContainTextAsync(exact.ToOffset(TimeSpan.FromHours(9)).ToString("HH:mm:ss", CultureInfo.InvariantCulture));
    }

    private static ILocator Figure(Seat seat, string name) => seat.Page.Locator(".amount", new() { HasText = name }).Locator(".figure").First;

    private static async Task<int> NumberAsync(ILocator figure) => int.Parse((await figure.InnerTextAsync()).Split(['\n', ' ', 'm'], 2)[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}

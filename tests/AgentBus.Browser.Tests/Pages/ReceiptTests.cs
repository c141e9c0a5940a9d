using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AgentBus.Browser.Tests.Axe;
using AgentBus.Browser.Tests.Harness;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Pages;

/// <summary>What was decided, taken along and checked in the page, with code that is not the server's.</summary>
[Collection<DashboardCollection>]
public sealed class ReceiptTests(DashboardFixture fixture)
{
    [Fact]
    public async Task A_receipt_is_checked_where_it_stands_and_from_a_file_and_one_that_was_changed_does_not_hold()
    {
        await using var sender = await fixture.AgentAsync();
        await using var ann = await fixture.ReviewerWithKeyAsync();
        await using var ben = await fixture.ReviewerWithKeyAsync();
        var channel = fixture.Name("channel");
        var held = await sender.HoldAsync(channel, CaseDesk.Weighty("for the record"));
        foreach (var seat in new[] { ann, ben })
        {
            await seat.OpenCaseAsync(held);
            await seat.VoteAsync("reject", "on the record");
        }

        await ann.GoAsync($"/decided?text={channel}");
        await ann.Page.GetByRole(AriaRole.Link, new() { Name = $"Receipt of case {held}" }).ClickAsync();
        var card = ann.Page.Locator("#receipt");
        await CheckAsync(card);
        await Assertions.Expect(card).ToContainTextAsync("It holds: computed here, with the key that this bus names");
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await card.GetByText("With a key of your own").ClickAsync();
        await card.Locator("[data-pem]").FillAsync(stranger.ExportSubjectPublicKeyInfoPem());
        await CheckAsync(card);
        await Assertions.Expect(card).ToContainTextAsync("It does not hold");
        (await AxeCore.ViolationsAsync(ann.Page)).ShouldBeEmpty("a receipt that does not hold");

        var download = await ann.Page.RunAndWaitForDownloadAsync(() => card.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        download.SuggestedFilename.ShouldBe($"receipt-{held}.json");
        var receipt = await File.ReadAllTextAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
        await ann.GoAsync($"/decided?text={channel}");
        var check = ann.Page.Locator("section:has(#check-title)");
        await check.Locator("[data-file]").SetInputFilesAsync(AFile(receipt));
        await Assertions.Expect(check).ToContainTextAsync("It holds");
        receipt.ShouldContain("rejected");
        await check.Locator("[data-file]").SetInputFilesAsync(AFile(receipt.Replace("rejected", "released", StringComparison.Ordinal)));
        await Assertions.Expect(check).ToContainTextAsync("It does not hold");
        await check.Locator("[data-file]").SetInputFilesAsync(AFile("no receipt"));
        await Assertions.Expect(check).ToContainTextAsync("It could not be checked");

        var export = await ann.Page.RunAndWaitForDownloadAsync(() => ann.Page.GetByRole(AriaRole.Link, new() { Name = "Export" }).ClickAsync());
        var line = JsonNode.Parse(await File.ReadAllTextAsync((await export.PathAsync())!, TestContext.Current.CancellationToken))!;
        ((string?)line["case_id"], line["votes"]!.AsArray().Count).ShouldBe((held, 2));
    }

    // The ledger is a moment behind what happened; the page says so, and is asked again.
    private static async Task CheckAsync(ILocator card)
    {
        var result = card.Locator("[data-result]");
        do
        {
            await card.GetByRole(AriaRole.Button, new() { Name = "Check it here" }).ClickAsync();
            await Assertions.Expect(result.Locator(".notice.good, .notice.bad")).ToBeVisibleAsync();
        }
        while ((await result.InnerTextAsync()).Contains("a moment behind", StringComparison.Ordinal));
    }

    private static FilePayload AFile(string text) => new() { Name = "receipt.json", MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(text) };
}

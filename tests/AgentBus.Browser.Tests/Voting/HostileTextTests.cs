using AgentBus.Browser.Tests.Harness;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Voting;

/// <summary>What agents and people write is shown and never run: a seat fails its test at the end where a dialog came up, a script failed or the policy was broken.</summary>
[Collection<DashboardCollection>]
public sealed class HostileTextTests(DashboardFixture fixture)
{
    public static TheoryData<string> Texts { get; } =
    [
        "<script>alert(1)</script><img src=x onerror=alert(2)><svg/onload=alert(3)>",
        "\"><a href=\"javascript:alert(4)\" style=\"position:fixed;inset:0\" onfocus=alert(5) autofocus>x</a>",
        "'--></title></textarea></pre></code><iframe srcdoc='<script>parent.alert(6)</script>'></iframe>",
        "{{constructor.constructor('alert(7)')()}} ${alert(8)} \u202Egnp.exe\u2066 \u0000\u0008 \uFEFF",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_hostile_text_in_any_field_is_only_a_text(string hostile)
    {
        // What a name may hold is bounded; the rest holds everything.
        var short64 = hostile.Length > 60 ? hostile[..60] : hostile;
        await using var sender = await fixture.AgentAsync();
        var envelope = CaseDesk.Weighty(hostile);
        envelope.Action = $"deploy {short64}".Replace("\0", "", StringComparison.Ordinal);
        envelope.Tool = short64.Replace("\0", "", StringComparison.Ordinal);
        envelope.RequiresApproval = true;
        envelope.Intent = hostile;
        envelope.Headers["note"] = hostile;
        envelope.Metadata = new Struct { Fields = { ["note"] = Value.ForString(hostile) } };
        envelope.Payload = new Struct { Fields = { [hostile] = Value.ForString(hostile), ["list"] = Value.ForList(Value.ForString(hostile)) } };
        envelope.Content.Media.Add(new Protocol.V1.Media { Uri = "javascript:alert(9)", ContentType = "text/html", Name = hostile });
        var held = await sender.PublishAsync(DashboardFixture.Room, fixture.Name("channel"), envelope, TestContext.Current.CancellationToken);
        held.Outcome.ShouldBe(Client.ReceiptOutcome.Held, held.Reason);

        await using var ann = await fixture.ReviewerWithKeyAsync();
        await ann.GoAsync($"/queue?sender={sender.AgentId}");
        await Assertions.Expect(ann.Page.Locator($"[data-case='{held.CaseId}']")).ToBeAttachedAsync();
        await ann.OpenCaseAsync(held.CaseId);
        await Assertions.Expect(ann.Page.Locator("#digest-check")).ToContainTextAsync("made here of what you see");
        await ann.Page.Locator("#comment").FillAsync(hostile.Replace("\0", "", StringComparison.Ordinal));
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Add the comment" }).ClickAsync();
        await ann.Page.WaitForLoadStateAsync();
        await ann.VoteAsync("reject", hostile.Replace("\0", "", StringComparison.Ordinal));
        await ann.GoAsync($"/queue?text={Uri.EscapeDataString(hostile)}&sender={Uri.EscapeDataString(hostile)}");
        await ann.GoAsync($"/decided?text={Uri.EscapeDataString(hostile)}");
        await ann.GoAsync($"/{Uri.EscapeDataString(hostile.Replace("\0", "", StringComparison.Ordinal))}");
        await ann.OpenCaseAsync(held.CaseId);

        (await ann.Page.Locator("main script, main iframe, main img, main svg[onload], main a[href^='javascript']").CountAsync()).ShouldBe(0);
    }
}

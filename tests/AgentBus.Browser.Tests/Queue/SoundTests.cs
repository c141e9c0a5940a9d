using AgentBus.Browser.Tests.Harness;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Queue;

/// <summary>The tone for a new case: off until somebody wants it, and remembered.</summary>
[Collection<DashboardCollection>]
public sealed class SoundTests(DashboardFixture fixture)
{
    private const string Listen = """
        window.tones = 0;
        const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (...when) { window.tones++; return start.apply(this, when); };
        """;

    [Fact]
    public async Task It_is_off_at_first_rings_for_a_new_case_when_it_is_on_and_is_remembered()
    {
        await using var sender = await fixture.AgentAsync();
        await using var ann = await fixture.ReviewerAsync();
        await ann.Context.AddInitScriptAsync(Listen);
        var channel = fixture.Name("channel");
        var sound = ann.Page.Locator("#sound");
        await ann.GoAsync($"/queue?sender={sender.AgentId}");
        await ann.LiveAsync();
        await Assertions.Expect(sound).ToHaveTextAsync("Sound is off");
        await Assertions.Expect(sound).ToHaveAttributeAsync("aria-pressed", "false");
        await ComesAsync("a");
        (await TonesAsync()).ShouldBe(0);

        await sound.ClickAsync();
        await Assertions.Expect(sound).ToHaveTextAsync("Sound is on");
        await Assertions.Expect(sound).ToHaveAttributeAsync("aria-pressed", "true");
        await ann.Page.WaitForFunctionAsync("() => window.tones === 1");
        await ComesAsync("b");
        (await TonesAsync()).ShouldBe(2);

        // A page that nobody touched may not play; the first touch lets it.
        await ann.Page.ReloadAsync();
        await ann.LiveAsync();
        await Assertions.Expect(sound).ToHaveAttributeAsync("aria-pressed", "true");
        await ann.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(sound).ToHaveTextAsync("Sound is on");
        await ComesAsync("c");
        (await TonesAsync()).ShouldBe(1);

        await sound.ClickAsync();
        await Assertions.Expect(sound).ToHaveTextAsync("Sound is off");
        await ComesAsync("d");
        (await TonesAsync()).ShouldBe(1);

        async Task ComesAsync(string text)
        {
            var held = await sender.HoldAsync(channel, CaseDesk.Weighty(text));
            await Assertions.Expect(ann.Page.Locator($"[data-case='{held}']")).ToBeAttachedAsync();
        }

        Task<int> TonesAsync() => ann.Page.EvaluateAsync<int>("() => window.tones");
    }
}

using AgentBus.Browser.Tests.Axe;
using AgentBus.Browser.Tests.Harness;
using AgentBus.TestKit;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Looks;

/// <summary>At 320 pixels no page is scrolled sideways (WCAG 1.4.10), whatever is open on it; who wants no motion sees none.</summary>
[Collection<DashboardCollection>]
public sealed class NarrowTests(DashboardFixture fixture)
{
    private const string Wider = """
        () => {
          const room = document.documentElement.clientWidth;
          const scrolls = element => { for (let at = element; at; at = at.parentElement) if (/auto|scroll|hidden|clip/.test(getComputedStyle(at).overflowX) && at !== document.documentElement && at !== document.body) return true; return false; };
          const out = [...document.querySelectorAll('main *, header *')].filter(e => e.checkVisibility() && e.getBoundingClientRect().right > room + 0.5 && !scrolls(e)).map(e => `${e.tagName}.${e.className} to ${Math.round(e.getBoundingClientRect().right)}`);
          return [document.documentElement.scrollWidth > room ? `the page is ${document.documentElement.scrollWidth} wide` : '', ...out].filter(Boolean).slice(0, 5).join('; ');
        }
        """;

    private static readonly string Long = new('x', 60);

    [Fact]
    public async Task No_page_is_wider_than_320_pixels_with_everything_open_and_long_names()
    {
        await using var sender = await fixture.AgentAsync(fixture.Name(Long[..40]), "olivia", DashboardFixture.Changing);
        var held = await sender.HoldAsync("general", CaseDesk.Weighty("an ordinary one"));
        var envelope = CaseDesk.Weighty(new string('y', 400));
        envelope.Tool = Long;
        var lengthy = await sender.HoldAsync(Long, envelope);
        await sender.WithdrawAsync(await sender.HoldAsync(Long, CaseDesk.Weighty("gone")), Long, TestContext.Current.CancellationToken);
        await using var seat = await fixture.SeatAsync(options: new() { ViewportSize = new ViewportSize { Width = 320, Height = 640 } });

        await seat.GoAsync("/sign-in");
        await FitsAsync(seat, "sign-in");
        await seat.TrySignInAsync("nonsense");
        await FitsAsync(seat, "sign-in, refused");
        await seat.SignInAsync(fixture.Person(seat.Name, DashboardFixture.Changing, "admin", "reviewer"));
        await seat.RegisterKeyAsync(fixture, DashboardFixture.Changing);
        foreach (var page in new[] { "/queue", $"/queue?text={Long}{Long}", $"/cases/{held}", $"/cases/{lengthy}", "/decided", "/overview", "/keys", "/nowhere" })
        {
            await seat.GoAsync(page);
            await seat.Page.EvaluateAsync("() => { for (const details of document.querySelectorAll('details')) details.open = true; document.getElementById('keys-help')?.showModal(); }");
            await FitsAsync(seat, page);
        }
    }

    [Theory]
    [InlineData(ReducedMotion.Reduce)]
    [InlineData(ReducedMotion.NoPreference)]
    public async Task Nothing_moves_for_whoever_wants_no_motion(ReducedMotion wanted)
    {
        await using var seat = await fixture.SeatAsync(options: new() { ReducedMotion = wanted });
        await seat.SignInAsync(fixture.Person(seat.Name, SiloProcess.Tenant, "reviewer"));

        var moving = await seat.Page.EvaluateAsync<int>(
            "() => [...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e); return s.transitionDuration.split(', ').some(d => d !== '0s') || s.animationName !== 'none' || s.scrollBehavior === 'smooth'; }).length");

        (moving > 0).ShouldBe(wanted == ReducedMotion.NoPreference);
    }

    private static async Task FitsAsync(Seat seat, string name)
    {
        await seat.SettledAsync();
        (await seat.Page.EvaluateAsync<string>(Wider)).ShouldBeEmpty(name);
        (await AxeCore.ViolationsAsync(seat.Page)).ShouldBeEmpty(name);
    }
}

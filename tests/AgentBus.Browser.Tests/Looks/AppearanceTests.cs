using AgentBus.Browser.Tests.Axe;
using AgentBus.Browser.Tests.Harness;

namespace AgentBus.Browser.Tests.Looks;

/// <summary>Every page in every theme: nothing is wrong with it for anybody (WCAG 2.2 AA), nothing runs out of the page, and it has a picture in the documents.</summary>
[Collection<DashboardCollection>]
public sealed class AppearanceTests(DashboardFixture fixture)
{
    private static readonly string[] Pages = ["queue", "case", "decided", "overview", "keys"];

    [Theory]
    [InlineData("Light")]
    [InlineData("Dark")]
    [InlineData("Phone")]
    public async Task Every_page_is_accessible_fits_and_shows_something(string kind)
    {
        var sight = Enum.Parse<Sight>(kind);
        var held = await new ShopScene(fixture).CaseAsync();
        await using var seat = await fixture.SeatAsync("vera", Sights.Of(sight));
        await seat.GoAsync("/sign-in");
        await LookAsync(seat, "sign-in", sight);
        await seat.SignInAsync(fixture.Person("vera", DashboardFixture.Shop, "admin", "reviewer"));
        await seat.RegisterKeyAsync(fixture, DashboardFixture.Shop);
        foreach (var page in Pages)
        {
            await seat.GoAsync(page == "case" ? $"/cases/{held}" : $"/{page}");
            await LookAsync(seat, page, sight);
        }

        await seat.OpenCaseAsync(held);
        await seat.LookAsync("ops asks whether the address is theirs");
        await LookAsync(seat, "raw", sight);
        await seat.GoAsync("/nowhere");
        await LookAsync(seat, "problem", sight);
    }

    private static async Task LookAsync(Seat seat, string name, Sight sight)
    {
        await seat.SettledAsync();
        (await seat.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0, $"{name} is wider than the window");
        (await AxeCore.ViolationsAsync(seat.Page)).ShouldBeEmpty($"{name}, {sight}");
        await Sights.KeepAsync(seat, name, sight);
    }
}

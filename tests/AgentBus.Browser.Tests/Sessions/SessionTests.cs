using AgentBus.Browser.Tests.Harness;
using AgentBus.TestKit;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Sessions;

[Collection<DashboardCollection>]
public sealed class SessionTests(DashboardFixture fixture)
{
    [Fact]
    public async Task Whoever_is_revoked_loses_the_event_stream_and_every_page()
    {
        var id = Guid.NewGuid().ToString();
        await using var seat = await fixture.SeatAsync();
        await seat.SignInAsync(Tokens.Person(fixture.Silo, seat.Name, "reviewer", id));
        await seat.GoAsync("/queue");
        await seat.LiveAsync();

        await Tokens.RevokeAsync(fixture.Silo, id);

        // Within 30 seconds (AgentBus:Dashboard:Revalidation, here a second), though nobody touches the page.
        await Assertions.Expect(seat.Page.Locator("#banner")).ToContainTextAsync("Your session has ended", new() { Timeout = 30_000 });
        await seat.GoAsync("/overview");
        seat.Page.Url.ShouldContain("/sign-in");
    }

    [Fact]
    public async Task A_silo_that_is_away_is_shown_and_the_page_goes_on_when_it_is_back()
    {
        await using var relay = new TcpRelay(fixture.Silo.Address);
        await using var seat = await fixture.SeatAsync(options: new() { BaseURL = relay.Url });
        await seat.SignInAsync(fixture.Person(seat.Name, SiloProcess.Tenant, "reviewer"));
        await seat.LiveAsync();

        relay.Cut();
        await Assertions.Expect(seat.Page.Locator("#banner")).ToContainTextAsync("Connection lost");
        relay.Mend();

        await Assertions.Expect(seat.Page.Locator("#banner")).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await seat.LiveAsync();
    }

    [Fact]
    public async Task However_many_pages_are_open_one_follows_for_all_and_the_next_when_it_closes()
    {
        const int Many = 9;
        await using var seat = await fixture.SeatAsync();
        await seat.SignInAsync(fixture.Person(seat.Name, SiloProcess.Tenant, "reviewer"));
        await seat.LiveAsync();
        var followed = 0;
        seat.Context.Request += (_, request) => followed += request.Url.EndsWith("/events", StringComparison.Ordinal) ? 1 : 0;
        var pages = new List<IPage>();
        for (var i = 0; i < Many; i++)
        {
            var page = await seat.Context.NewPageAsync();
            await page.GotoAsync("/dashboard/keys");
            await page.WaitForFunctionAsync("() => document.documentElement.dataset.connection === 'live'");
            await page.EvaluateAsync("() => document.addEventListener('agentbus:event', () => { document.documentElement.dataset.told = 'yes'; })");
            pages.Add(page);
        }

        followed.ShouldBe(0);
        await Task.WhenAll(pages.Select(static page => page.WaitForFunctionAsync("() => document.documentElement.dataset.told === 'yes'")));
        await seat.Page.CloseAsync();
        await Task.WhenAll(pages.Select(static page => page.EvaluateAsync("() => { delete document.documentElement.dataset.told; }")));
        await Task.WhenAll(pages.Select(static page => page.WaitForFunctionAsync("() => document.documentElement.dataset.told === 'yes'")));
        followed.ShouldBe(1);
    }

    [Fact]
    public async Task What_changes_while_a_part_is_fetched_is_fetched_after_it()
    {
        await using var seat = await fixture.SeatAsync();
        await seat.SignInAsync(fixture.Person(seat.Name, SiloProcess.Tenant, "reviewer"));
        await seat.LiveAsync();
        var page = await seat.Context.NewPageAsync();
        var (asked, begun, goOn) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        await page.RouteAsync("**/dashboard/queue/list*", async route =>
        {
            if (Interlocked.Increment(ref asked) == 1)
            {
                begun.SetResult();
                await goOn.Task;
            }

            await route.ContinueAsync();
        });
        await page.GotoAsync("/dashboard/queue");
        await page.WaitForFunctionAsync("() => document.documentElement.dataset.connection === 'live'");
        await page.EvaluateAsync("() => { let told = 0; document.addEventListener('agentbus:event', e => { if (e.detail.data === 'test') document.documentElement.dataset.told = ++told; }); }");

        await TellAsync();
        await begun.Task.WaitAsync(TestContext.Current.CancellationToken);
        await TellAsync();
        await page.WaitForFunctionAsync("() => document.documentElement.dataset.told === '2'");
        goOn.SetResult();

        await Until.TrueAsync("the part is fetched again", () => Volatile.Read(ref asked) == 2, TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);

        Task TellAsync() => seat.Page.EvaluateAsync("() => new BroadcastChannel('agentbus-live').postMessage({ topic: 'cases', data: 'test' })");
    }

    [Fact]
    public async Task A_form_that_no_page_of_ours_sent_does_nothing()
    {
        await using var seat = await fixture.ReviewerAsync();
        var answer = await seat.Context.APIRequest.PostAsync("/dashboard/sign-out", new() { Headers = new Dictionary<string, string> { ["Origin"] = "https://evil.test" } });
        answer.Status.ShouldBe(403);
        await seat.GoAsync("/queue");
        seat.Page.Url.ShouldEndWith("/queue");
    }
}

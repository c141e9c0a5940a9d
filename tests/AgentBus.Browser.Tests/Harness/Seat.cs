using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Harness;

/// <summary>
/// A person at a browser of their own. Whatever happened there that must never happen is known at the end: a dialog, a script that failed, something that the
/// content security policy kept from running.
/// </summary>
internal sealed class Seat : IAsyncDisposable
{
    private const float Patience = 15_000;
    private readonly List<string> _faults = [];

    private Seat(string name, IBrowserContext context, IPage page)
    {
        Name = name;
        Context = context;
        Page = page;
    }

    /// <summary>Who it is.</summary>
    public string Name { get; }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public static async Task<Seat> OpenAsync(DashboardFixture fixture, string name, BrowserNewContextOptions? options)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL ??= $"http://{fixture.Silo.Address}";
        options.ReducedMotion ??= ReducedMotion.Reduce;
        var context = await fixture.Browser.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        var seat = new Seat(name, context, page);
        page.Dialog += (_, dialog) =>
        {
            seat._faults.Add($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        page.PageError += (_, fault) => seat._faults.Add($"script: {fault}");
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase) || message.Text.Contains("Trusted", StringComparison.Ordinal))
            {
                seat._faults.Add($"policy: {message.Text}");
            }
        };
        return seat;
    }

    public Task GoAsync(string path) => Page.GotoAsync($"/dashboard{path}");

    /// <summary>Fills the form in and sends it.</summary>
    public async Task TrySignInAsync(string token)
    {
        if (!Page.Url.Contains("/sign-in", StringComparison.Ordinal))
        {
            await GoAsync("/sign-in");
        }

        await Page.GetByLabel("Token").FillAsync(token);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    public async Task SignInAsync(string token)
    {
        await TrySignInAsync(token);
        await Assertions.Expect(Page).Not.ToHaveURLAsync(UrlWith("/sign-in"));
    }

    /// <summary>Waits until the page is this one. The address is looked at again and again: an event that comes between a look and the wait for it would be missed.</summary>
    public Task ArrivedAsync(string path) => Assertions.Expect(Page).ToHaveURLAsync(UrlWith(path));

    /// <summary>Waits until the page follows what changes.</summary>
    public Task LiveAsync() => Page.WaitForFunctionAsync("() => document.documentElement.dataset.connection === 'live'");

    /// <summary>Waits until the page and its parts are there.</summary>
    public async Task SettledAsync()
    {
        await Page.WaitForLoadStateAsync(LoadState.Load);
        await Page.EvaluateAsync("() => document.fonts.ready");
    }

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        _faults.ShouldBeEmpty();
    }

    private static Regex UrlWith(string path) => new(Regex.Escape(path), RegexOptions.None, TimeSpan.FromSeconds(1));
}

using AgentBus.Client;
using AgentBus.TestKit;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Harness;

/// <summary>One built silo and one browser for all tests; each takes people, agents and channels of its own.</summary>
public sealed class DashboardFixture : IAsyncLifetime
{
    public const string Room = "science";
    public const string OtherTenant = "elsewhere";

    /// <summary>The tenant whose pages are looked at.</summary>
    public const string Shop = "shop";

    /// <summary>A tenant with much to do.</summary>
    public const string Busy = "busy";

    /// <summary>A tenant whose settings change while messages wait.</summary>
    public const string Changing = "changing";

    /// <summary>A tenant in which nobody has a key yet.</summary>
    public const string Fresh = "fresh";

    /// <summary>A tenant in which nothing ever happened.</summary>
    public const string Quiet = "quiet";

    /// <summary>Those with an admin whose key counts.</summary>
    public static readonly IReadOnlyList<string> Tenants = [SiloProcess.Tenant, OtherTenant, Shop, Busy, Changing];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private int _last;

    public SiloProcess Silo { get; private set; } = null!;

    internal KeyOffice Keys { get; private set; } = null!;

    public Uri Dashboard => new($"http://{Silo.Address}/dashboard");

    /// <summary>The browser; without one the test is skipped.</summary>
    public IBrowser Browser
    {
        get
        {
            Assert.SkipWhen(_browser is null, "There is no Chromium: install it (Debian: chromium) or name it in AGENTBUS_CHROMIUM.");
            return _browser;
        }
    }

    /// <summary>A name that no other test uses.</summary>
    public string Name(string kind) => $"{kind}-{Interlocked.Increment(ref _last)}";

    /// <summary>A person at a browser of their own, who has not signed in.</summary>
    internal Task<Seat> SeatAsync(string? person = null, BrowserNewContextOptions? options = null) => Seat.OpenAsync(this, person ?? Name("person"), options);

    /// <summary>The same, signed in as a reviewer whose key is confirmed as soon as the page registers one.</summary>
    internal async Task<Seat> ReviewerAsync(string? person = null, string tenant = SiloProcess.Tenant, BrowserNewContextOptions? options = null, params string[] roles)
    {
        var seat = await SeatAsync(person, options);
        await seat.SignInAsync(Person(seat.Name, tenant, roles.Length > 0 ? roles : ["reviewer"]));
        return seat;
    }

    /// <summary>A token of a person.</summary>
    public string Person(string name, string tenant, params string[] roles) => Silo.Issuer.Token(tenant, name, roles, TimeSpan.FromHours(2), type: "human");

    public Task<AgentBusClient> AgentAsync(string? name = null, string owner = "", string tenant = SiloProcess.Tenant) => AgentBusClient.ConnectAsync(
        new AgentBusOptions { Uri = Silo.WebSocketUri, Token = Tokens.Agent(Silo, name ?? Name("agent"), owner, tenant), ConnectTimeout = TimeSpan.FromSeconds(30) },
        TestContext.Current.CancellationToken);

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Find() is null)
        {
            return;
        }

        Silo = await SiloProcess.StartAsync(DashboardSettings.Of());
        Keys = await KeyOffice.OpenAsync(this);
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        Keys?.Dispose();
        if (Silo is not null)
        {
            await Silo.DisposeAsync();
        }
    }
}

[CollectionDefinition]
public sealed class DashboardCollection : ICollectionFixture<DashboardFixture>;

using System.Collections.Immutable;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Registries;
using AgentBus.Model;
using AgentBus.Silo.Options;
using AgentBus.Silo.Registries;
using AgentBus.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBus.Cluster.Tests.Registry;

/// <summary>Outside registries in files, over the directory of a tenant (AGT-12).</summary>
public sealed class RegistryExchangeTests(BusCluster cluster) : IClassFixture<BusCluster>, IDisposable
{
    private readonly TemporaryDirectory _folder = new("registry");
    private readonly List<IDisposable> _used = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _used.ForEach(static one => one.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public async Task Agents_of_a_file_come_change_and_go_with_it()
    {
        var tenant = cluster.Tenant();
        var exchange = Exchange(tenant, "ace");
        await ExchangedAsync(exchange, tenant, "");

        Write("ace", "carol", "dave");
        await ExchangedAsync(exchange, tenant, "carol:ace,dave:ace");
        Write("ace", "dave", "erin");
        await ExchangedAsync(exchange, tenant, "dave:ace,erin:ace");
        File.Delete(_folder.File("ace"));
        await ExchangedAsync(exchange, tenant, "");
        Write("ace", "dave", "erin");
        await ExchangedAsync(exchange, tenant, "dave:ace,erin:ace");
    }

    [Fact]
    public async Task While_a_file_is_broken_what_it_said_last_stands()
    {
        var tenant = cluster.Tenant();
        var exchange = Exchange(tenant, "ace");
        Write("ace", "carol");
        await ExchangedAsync(exchange, tenant, "carol:ace");

        await File.WriteAllTextAsync(_folder.File("ace"), """{"version":1,"agents":[{"id":"dave"},""", Cancel);
        await ExchangedAsync(exchange, tenant, "carol:ace");
        await ExchangedAsync(exchange, tenant, "carol:ace");
        Write("ace", "dave");
        await ExchangedAsync(exchange, tenant, "dave:ace");
    }

    [Fact]
    public async Task Of_two_registries_the_first_that_names_an_agent_has_it_until_it_names_it_no_more()
    {
        var tenant = cluster.Tenant();
        var (ace, lap) = (Exchange(tenant, "ace"), Exchange(tenant, "lap"));
        Write("lap", "carol", "erin");
        await ExchangedAsync(lap, tenant, "carol:lap,erin:lap");
        Write("ace", "carol", "dave");
        await ExchangedAsync(ace, tenant, "carol:lap,dave:ace,erin:lap");
        await ExchangedAsync(lap, tenant, "carol:lap,dave:ace,erin:lap");

        Write("lap", "erin");
        await lap.RunAsync(Cancel);
        await ExchangedAsync(ace, tenant, "carol:ace,dave:ace,erin:lap");
    }

    [Fact]
    public async Task An_agent_of_ours_hides_one_of_the_same_id_and_shows_it_again_when_it_leaves()
    {
        var tenant = cluster.Tenant();
        var exchange = Exchange(tenant, "ace");
        Write("ace", "alice");
        await ExchangedAsync(exchange, tenant, "alice:ace");

        var alice = new TestAgent(cluster.Outside, tenant, "alice");
        var session = await alice.ConnectAsync(DescribedAgents.Version("1", "cook"));
        await Eventually.HoldsAsync("alice is ours", async () => await KnownAsync(tenant) == "alice:");
        await ExchangedAsync(exchange, tenant, "alice:");
        (await alice.Admin.UnregisterAsync(session)).ShouldBeNull();
        await Eventually.HoldsAsync("alice is theirs", async () => await KnownAsync(tenant) == "alice:ace");
    }

    [Fact]
    public async Task Our_agents_are_published_whole_and_only_where_something_changed()
    {
        var tenant = cluster.Tenant();
        var exchange = Exchange(tenant, "ace", publish: "ours");
        Write("ace", "carol");
        await new TestAgent(cluster.Outside, tenant, "alice").ConnectAsync(DescribedAgents.Version("1", "search@2"));
        await Eventually.HoldsAsync("alice is known", async () => (await KnownAsync(tenant)).Contains("alice:", StringComparison.Ordinal));
        await exchange.RunAsync(Cancel);

        var published = RegistryFile.Read(await File.ReadAllBytesAsync(_folder.File("ours"), Cancel), "elsewhere").ShouldHaveSingleItem();
        published.Agent.ShouldBe(new AgentKey("elsewhere", "alice"));
        published.Description.Capabilities.ShouldBe(["search@2"]);
        File.SetLastWriteTimeUtc(_folder.File("ours"), DateTime.UnixEpoch);
        await exchange.RunAsync(Cancel);
        File.GetLastWriteTimeUtc(_folder.File("ours")).ShouldBe(DateTime.UnixEpoch, "the same agents are not written again");
        File.Delete(_folder.File("ours"));
        await exchange.RunAsync(Cancel);
        File.Exists(_folder.File("ours")).ShouldBeTrue("what somebody removed is written again");
        Directory.GetFiles(_folder.Path, "*.new").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_does_not_keep_the_others_agents_away()
    {
        var tenant = cluster.Tenant();
        var exchange = Exchange(tenant, "ace", publish: "missing/ours");
        Write("ace", "carol");

        await ExchangedAsync(exchange, tenant, "carol:ace");
        Directory.CreateDirectory(_folder.File("missing"));
        await exchange.RunAsync(Cancel);

        File.Exists(_folder.File("missing/ours")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_registry_that_does_not_answer_is_given_up_and_asked_again()
    {
        var tenant = cluster.Tenant();
        var time = new ManualTimeProvider();
        var silent = new SilentRegistry(new TenantKey(tenant));
        using var exchange = new RegistryExchange(silent, cluster.Hosted, time, NullLogger.Instance);

        var first = exchange.RunAsync(Cancel);
        await silent.Asked;
        time.Advance(TimeSpan.FromSeconds(30));
        await first;
        silent.Answer = [new OutsideAgent(new AgentKey(tenant, "carol"), EntityType.Agent, AgentDescription.Empty, DateTimeOffset.UnixEpoch)];

        await ExchangedAsync(exchange, tenant, "carol:silent");
    }

    [Fact]
    public void Two_registries_of_one_name_in_a_tenant_end_the_start()
    {
        IOutsideRegistry[] registries = [new SilentRegistry(new TenantKey("t1")), new SilentRegistry(new TenantKey("t2")), new SilentRegistry(new TenantKey("t1"))];

        Should.Throw<ConfigurationError>(() => new RegistrySync(registries, cluster.Hosted, TimeProvider.System, NullLogger<RegistrySync>.Instance))
            .Message.ShouldContain("t1");
    }

    private RegistryExchange Exchange(string tenant, string name, string publish = "")
    {
        var options = new RegistryOptions
        {
            Tenant = tenant,
            ImportFile = _folder.File(name),
            PublishFile = publish.Length > 0 ? _folder.File(publish) : "",
        };
        var exchange = new RegistryExchange(new FileRegistry(name, options), cluster.Hosted, TimeProvider.System, NullLogger.Instance);
        _used.Add(exchange);
        return exchange;
    }

    private void Write(string file, params string[] agents) => File.WriteAllBytes(
        _folder.File(file), RegistryFile.Write([.. agents.Select(static agent => RegistryFileTests.Entry(agent, AgentStatus.Active))]));

    private async Task ExchangedAsync(RegistryExchange exchange, string tenant, string known)
    {
        await exchange.RunAsync(Cancel);
        (await KnownAsync(tenant)).ShouldBe(known);
    }

    private async Task<string> KnownAsync(string tenant)
    {
        var page = await cluster.Hosted.GetGrain<IAgentDirectory>(new TenantKey(tenant).AgentsKey).FindAsync(new AgentQuery());
        return string.Join(',', page.Value.ShouldNotBeNull().Agents.Select(static entry => $"{entry.Agent.Agent}:{entry.Origin}"));
    }

    private sealed class SilentRegistry(TenantKey tenant) : IOutsideRegistry
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => "silent";

        public TenantKey Tenant => tenant;

        public TimeSpan Period => TimeSpan.FromSeconds(1);

        public bool TakesOurs => false;

        public Task Asked => _asked.Task;

        public ImmutableArray<OutsideAgent>? Answer { get; set; }

        public async Task<ImmutableArray<OutsideAgent>> ReadAsync(CancellationToken cancellationToken)
        {
            _asked.TrySetResult();
            if (Answer is null)
            {
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            }

            return Answer ?? [];
        }

        public Task PublishAsync(ImmutableArray<AgentEntry> agents, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}

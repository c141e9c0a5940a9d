using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Ledger;
using AgentBus.Model;
using AgentBus.TestKit;
using Microsoft.Data.Sqlite;

namespace AgentBus.Cluster.Tests.Ledger;

/// <summary>Ledgers over silos that come and go; each test has a cluster of its own.</summary>
public sealed class LedgerRestartTests : IAsyncLifetime
{
    private readonly LedgerCluster _cluster = new();

    private ILedgerReader Reads => _cluster.Silo<ILedgerReader>();

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Every_row_of_evidence_is_an_entry_once_and_in_order_over_restarts_and_crashes()
    {
        var tenant = _cluster.Tenant();
        for (var round = 0; round < 4; round++)
        {
            var agent = await _cluster.AgentAsync(tenant, $"agent{round}");
            await Task.WhenAll(Enumerable.Range(0, 40).Select(i => agent.SendAsync($"{i}")));
            await _cluster.RestartAsync(crash: round % 2 == 0);
        }

        await CaughtUpAsync(tenant);
        var report = await LedgerWalk.VerifyAsync(Reads, tenant);
        report.Faults.ShouldBeEmpty();
        report.Heads.ShouldBeGreaterThan(0);
        (await LedgerWalk.RecordsAsync(Reads, tenant)).Count(static r => r.Kind == "delivered" && r.Actor.StartsWith("agent", StringComparison.Ordinal)).ShouldBe(160);
        _cluster.Silo<LedgerHealth>().IsHealthy.ShouldBeTrue();
    }

    [Fact]
    public async Task A_database_that_was_set_back_is_found_at_the_start_and_stops_the_ledger_but_no_message()
    {
        var tenant = _cluster.Tenant();
        using var copy = new TemporaryDirectory("copy");
        await SendAsync(tenant, "early");
        await _cluster.RestartAsync(crash: false, folder => Copy(folder, copy.Path));
        await SendAsync(tenant, "late");
        await _cluster.RestartAsync(crash: false, folder =>
        {
            Directory.Delete(folder, recursive: true);
            Copy(copy.Path, Directory.CreateDirectory(folder).FullName);
        });

        var health = _cluster.Silo<LedgerHealth>();
        await Eventually.HoldsAsync("it is found", () => health.Stopped.ContainsKey(tenant));

        health.Stopped[tenant].ShouldContain("was set back");
        health.IsHealthy.ShouldBeFalse();
        var agent = await _cluster.AgentAsync(tenant, "afterwards");
        (await agent.SendAsync("goes on")).Outcome.ShouldBe(Outcome.Delivered);
        await Eventually.HoldsAsync("its evidence waits", () => health.Waiting > 0);
        var status = await _cluster.Hosted.GetGrain<ILedgerGrain>(new TenantKey(tenant).LedgerKey).StatusAsync();
        status.Fault.ShouldBe(health.Stopped[tenant]);
    }

    [Fact]
    public async Task Heads_of_another_key_stop_the_ledger()
    {
        var tenant = _cluster.Tenant();
        await SendAsync(tenant, "early");
        await _cluster.RestartAsync(crash: false, _ =>
        {
            var path = Path.Combine(_cluster.Heads, tenant + ".checkpoints");
            using var other = Domain.Ledger.LedgerKey.Generate();
            var head = new TreeHead(1, Domain.Ledger.MerkleHash.Empty);
            File.AppendAllText(path, new Domain.Ledger.LedgerKeyRing("test", [other]).Sign(tenant, head, TimeProvider.System.GetUtcNow())!.Note);
        });

        var health = _cluster.Silo<LedgerHealth>();
        await Eventually.HoldsAsync("it is found", () => health.Stopped.ContainsKey(tenant));
        health.Stopped[tenant].ShouldContain("no key of AgentBus:Ledger:Keys signed");
    }

    [Theory]
    [InlineData("UPDATE ledger_head SET root = zeroblob(32)", "that the ledger's first entries do not make")]
    [InlineData("UPDATE ledger_head SET size = size + 1000", "was cut off")]
    public async Task A_ledger_that_its_own_signed_head_contradicts_is_not_signed_anew(string change, string fault)
    {
        var tenant = _cluster.Tenant();
        await SendAsync(tenant, "early");
        await _cluster.RestartAsync(crash: false, folder =>
        {
            Directory.Delete(_cluster.Heads, recursive: true);
            using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "agentbus.db")};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = change;
            command.ExecuteNonQuery().ShouldBeGreaterThan(0);
        });

        var health = _cluster.Silo<LedgerHealth>();
        await Eventually.HoldsAsync("it is found", () => health.Stopped.ContainsKey(tenant));
        health.Stopped[tenant].ShouldContain(fault);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private async Task SendAsync(string tenant, string sender)
    {
        var agent = await _cluster.AgentAsync(tenant, sender);
        await agent.SendAsync(agent.Message("1"), agent.Message("2"));
        await CaughtUpAsync(tenant);
    }

    private async Task CaughtUpAsync(string tenant)
    {
        List<string> evidence = [], entries = [];
        await Eventually.HoldsAsync(
            "all evidence is in the ledger",
            async () =>
            {
                evidence = await LedgerWalk.EvidenceAsync(_cluster.Silo<IEvidenceFeed>(), tenant);
                entries = (await LedgerWalk.RecordsAsync(Reads, tenant)).ConvertAll(static record => record.Subject);
                return entries.Count >= evidence.Count;
            });
        entries.Take(evidence.Count).ShouldBe(evidence);
    }
}

using System.Buffers;
using System.Security.Cryptography;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Storage;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgentBus.Benchmarks;

/// <summary>
/// The ledger with entries as messages make them (about 900 bytes): building entries and tree in memory; the same stored in SQLite, 256 entries a
/// commit; proofs in a ledger of a million, and going through it whole with its stored hashes.
/// </summary>
[MemoryDiagnoser]
public class LedgerBenchmarks
{
    private const int Batch = 256;
    private const int Million = 1_000_000;
    private const string Tenant = "acme";
    private const string Body =
        """{"agent_tokens":99,"at":"2026-11-21T12:00:00+00:00","classification":"internal","clearance":1,"code":"","constitutional_hash":"cdd01ef066bc6cf2","ehi":null,"findings":[],"impact":0.35,"message_id":"0193f3c2-6f3e-7d5a-9b1c-2f60a1b2c3d4","outcome":"delivered","policy_revision":3,"reasons":[],"roles":["agent"],"sender":"agent-17","stage":"","subject":"ops:main","target":"ops:main","tenant":"acme","tenant_tokens":9999.5,"v":3}""";

    private readonly ArrayBufferWriter<byte> _entries = new();
    private readonly LedgerUptake _uptake = Rows(1);
    private string _directory = "";
    private IHost _host = null!;
    private ILedgerStore _store = null!;
    private ILedgerReader _reader = null!;
    private LedgerTree _stored = new();
    private long _row;

    // Not a task: what runs in this process does not wait for one.
    [GlobalSetup]
    public void Fill() => FillAsync().GetAwaiter().GetResult();

    private async Task FillAsync()
    {
        _directory = Directory.CreateTempSubdirectory("agentbus-bench-").FullName;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        builder.Services.AddSqliteStorage(options => options.DataDirectory = _directory);
        _host = builder.Build();
        await _host.StartAsync();
        _store = _host.Services.GetRequiredService<ILedgerStore>();
        _reader = _host.Services.GetRequiredService<ILedgerReader>();
        while (_stored.Size < Million)
        {
            await StoreAsync();
        }
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public TreeHead InMemory()
    {
        var tree = new LedgerTree();
        return LedgerUptakeRules.Take(tree, Tenant, 0, _uptake, _entries)!.After;
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public Task DurableAsync() => StoreAsync();

    [Benchmark]
    public Task<InclusionProof?> InclusionProofAsync() =>
        _reader.ProveInclusionAsync(Tenant, RandomNumberGenerator.GetInt32(Million), Million, CancellationToken.None);

    [Benchmark]
    public Task<ConsistencyProof?> ConsistencyProofAsync() =>
        _reader.ProveConsistencyAsync(Tenant, RandomNumberGenerator.GetInt32(1, Million), Million, CancellationToken.None);

    [Benchmark(OperationsPerInvoke = Million)]
    public async Task VerifyAsync()
    {
        var verifier = new LedgerVerifier(Tenant, []);
        while (verifier.Entries < Million)
        {
            var entries = await _reader.ReadAsync(Tenant, verifier.Entries, 4_096, 8 << 20, CancellationToken.None);
            var hashes = await _reader.ReadLeafHashesAsync(Tenant, verifier.Entries, entries.Count, CancellationToken.None);
            var first = verifier.Entries;
            foreach (var entry in entries)
            {
                verifier.Add(entry.Json.Span, index => hashes[(int)(index - first)]);
            }
        }

        if (!verifier.Finish().IsWhole)
        {
            throw new InvalidOperationException("The ledger is not whole.");
        }
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task StoreAsync()
    {
        var append = LedgerUptakeRules.Take(_stored, Tenant, _row, Rows(_row + 1), _entries)!;
        _row = append.TakenThrough;
        if (await _store.AppendAsync(append) is not AppendOutcome.Committed and var outcome)
        {
            throw new InvalidOperationException($"{outcome} at {append.Before.Size}");
        }
    }

    private static LedgerUptake Rows(long first) => new(
    [
        .. Enumerable.Range(0, Batch).Select(i => new LedgerEvidence(
            first + i, "delivered", "agent-17", "0193f3c2-6f3e-7d5a-9b1c-2f60a1b2c3d4", DateTimeOffset.UnixEpoch, System.Text.Encoding.UTF8.GetBytes(Body))
        {
            Content = MerkleHash.Empty,
            Place = new LedgerPlace("ops", "main", new Position(7, first + i)),
        }),
    ]);
}

using System.Security.Cryptography;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Storage;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgentBus.Benchmarks;

/// <summary>Appending messages of 583 bytes to the SQLite journal, 64 single appends in flight at a time, as 64 busy agents would.</summary>
[MemoryDiagnoser]
public class JournalBenchmarks
{
    private const int InFlight = 64;
    private static readonly ChannelKey Channel = new("acme", "ops", "main");
    private readonly byte[] _envelope = RandomNumberGenerator.GetBytes(583);
    private readonly byte[] _stamp = RandomNumberGenerator.GetBytes(60);
    private readonly byte[] _evidence = RandomNumberGenerator.GetBytes(200);
    private readonly byte[] _digest = RandomNumberGenerator.GetBytes(32);
    private string _directory = "";
    private IHost _host = null!;
    private IJournal _journal = null!;
    private ChannelHead _head = null!;
    private long _sequence;

    [Params(SqliteSynchronous.Full, SqliteSynchronous.Normal)]
    public SqliteSynchronous Synchronous { get; set; }

    [GlobalSetup]
    public async Task OpenAsync()
    {
        _directory = Directory.CreateTempSubdirectory("agentbus-bench-").FullName;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddLogging();
        builder.Services.AddSqliteStorage(options =>
        {
            options.DataDirectory = _directory;
            options.Synchronous = Synchronous;
        });
        _host = builder.Build();
        await _host.StartAsync();
        _journal = _host.Services.GetRequiredService<IJournal>();
        _head = await _journal.OpenChannelAsync(Channel, CancellationToken.None);
        _sequence = _head.LastSequence;
    }

    [Benchmark(OperationsPerInvoke = InFlight)]
    public async Task AppendAsync()
    {
        var appends = new Task<AppendOutcome>[InFlight];
        for (var i = 0; i < InFlight; i++)
        {
            appends[i] = _journal.AppendAsync(new ChannelAppend(Channel, _head.Epoch, _head.Term, ++_sequence, TimeProvider.System.GetUtcNow(), new AgentKey("acme", $"agent-{i}"), [Message()]));
        }

        foreach (var outcome in await Task.WhenAll(appends))
        {
            if (outcome != AppendOutcome.Committed)
            {
                throw new InvalidOperationException($"{outcome}");
            }
        }
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private AdmittedMessage Message() =>
        new(Guid.CreateVersion7().ToString(), "", _digest, ExpiresAt: null, Classification.Public, _envelope, _stamp, _evidence);
}

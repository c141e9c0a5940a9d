using System.Collections.Concurrent;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Domain.Events;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Events;
using AgentBus.Grains.Hosting;
using AgentBus.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AgentBus.Cluster.Tests.Events;

/// <summary>The outside broker that fails and comes back (VAL-08).</summary>
public sealed class EventExportTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly Broker _broker = new();

    [Fact]
    public async Task Events_reach_the_broker_in_order()
    {
        using var export = await StartAsync(1_000);

        Take(export, 0, 500);

        await Eventually.HoldsAsync("all arrive", () => _broker.Taken.Count == 500);
        _broker.Taken.ShouldBe(Names(0, 500));
        await export.StopAsync(TestContext.Current.CancellationToken);
        export.Dropped.ShouldBe(0);
    }

    [Fact]
    public async Task While_the_broker_is_away_events_wait_and_then_come_in_order_and_none_twice()
    {
        using var export = await StartAsync(1_000);
        _broker.IsAway = true;
        Take(export, 0, 300);
        await Eventually.HoldsAsync("the broker is missed", () => !export.IsConnected);
        Take(export, 300, 300);

        _broker.IsAway = false;
        await Eventually.HoldsAsync("all arrive", () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return _broker.Taken.Count == 600;
        });

        _broker.Taken.ShouldBe(Names(0, 600));
        export.IsConnected.ShouldBeTrue();
        await export.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_finds_the_buffer_full_is_dropped_and_counted_and_the_oldest_are_kept()
    {
        using var export = await StartAsync(16);
        _broker.IsAway = true;
        Take(export, 0, 1);
        await Eventually.HoldsAsync("the broker is missed", () => !export.IsConnected);
        Take(export, 1, 20);
        export.Dropped.ShouldBe(4);

        _broker.IsAway = false;
        await Eventually.HoldsAsync("what was kept arrives", () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return _broker.Taken.Count == 17;
        });

        _broker.Taken.ShouldBe(Names(0, 17));
        await export.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_stop_hands_over_what_waits_and_counts_what_an_absent_broker_did_not_get()
    {
        using var export = await StartAsync(1_000);
        Take(export, 0, 10);
        await export.StopAsync(TestContext.Current.CancellationToken);
        _broker.Taken.ShouldBe(Names(0, 10));

        using var second = await StartAsync(1_000);
        _broker.IsAway = true;
        Take(second, 10, 10);
        await second.StopAsync(TestContext.Current.CancellationToken);
        second.Dropped.ShouldBe(10);
    }

    private async Task<EventExport> StartAsync(int buffer)
    {
        var export = new EventExport(_broker, _time, Options.Create(new BusOptions { ExportBuffer = buffer }), NullLogger<EventExport>.Instance);
        await export.Start(TestContext.Current.CancellationToken);
        return export;
    }

    private static void Take(EventExport export, int first, int count)
    {
        foreach (var name in Names(first, count))
        {
            export.Take(new BusEvent("acme", "dashboard-events", "", name, DateTimeOffset.UnixEpoch, []));
        }
    }

    private static IEnumerable<string> Names(int first, int count) => Enumerable.Range(first, count).Select(static i => $"event {i}");

    private sealed class Broker : IEventTransport
    {
        public string Name => "a broker";

        public volatile bool IsAway;

        public ConcurrentQueue<string> Taken { get; } = new();

        public Task SendAsync(IReadOnlyList<BusEvent> events, CancellationToken cancellationToken)
        {
            if (IsAway)
            {
                throw new IOException("Connection refused.");
            }

            foreach (var happened in events)
            {
                Taken.Enqueue(happened.Name);
            }

            return Task.CompletedTask;
        }
    }
}

using AgentBus.Domain.Events;
using AgentBus.Grains.Events;
using AgentBus.Grains.Hosting;
using AgentBus.Model;
using AgentBus.Silo.Gateway;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AgentBus.Cluster.Tests.Events;

public sealed class BusEventPumpTests
{
    private static readonly BusEvent Happened = BusEvents.ChannelDeleted(new ChannelKey("acme", "ops", "main"), DateTimeOffset.UnixEpoch);

    [Fact]
    public void What_does_not_fit_into_the_buffer_is_dropped_and_counted()
    {
        using var pump = Pump(new BusOptions { EventBuffer = 16 });
        for (var i = 0; i < 20; i++)
        {
            pump.Publish(Happened);
        }

        pump.Dropped.ShouldBe(4);
    }

    [Fact]
    public void Switched_off_it_takes_nothing_and_so_drops_nothing()
    {
        using var pump = Pump(new BusOptions { EventBuffer = 16, SystemEvents = false });
        for (var i = 0; i < 20; i++)
        {
            pump.Publish(Happened);
        }

        pump.Dropped.ShouldBe(0);
    }

    [Fact]
    public void An_agent_is_told_of_once_for_all_that_it_sent()
    {
        var meter = new ActivityMeter();
        var counter = new ActivityCounter(new AgentKey("acme", "alice"), meter);
        var told = new EventList();
        counter.Add(3);
        counter.Add(4);
        meter.Tell(told, DateTimeOffset.UnixEpoch);
        meter.Tell(told, DateTimeOffset.UnixEpoch);
        counter.Add(1);
        meter.Tell(told, DateTimeOffset.UnixEpoch);

        told.Events.Select(static happened => happened.Fields[^1].Number).ShouldBe([7, 1]);
    }

    private static BusEventPump Pump(BusOptions options) => new(
        null!, new SystemEnvelopes(new EnvelopeCodec()), new ActivityMeter(), [], TimeProvider.System, Options.Create(options), NullLogger<BusEventPump>.Instance);
}

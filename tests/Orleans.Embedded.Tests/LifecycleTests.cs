using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Embedded.Tests.Grains;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace Orleans.Embedded.Tests;

public sealed class LifecycleTests
{
    private readonly ConcurrentQueue<string> _events = new();

    [Fact]
    public async Task Participants_start_by_stage_and_stop_in_reverse()
    {
        using var host = Host(silo => silo
            .ConfigureServices(services => services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(Participant("late", ServiceLifecycleStage.Active)))
            .ConfigureServices(services => services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(Participant("early", ServiceLifecycleStage.RuntimeStorageServices))));

        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);

        _events.ShouldBe(["start early", "start late", "stop late", "stop early"]);
    }

    [Fact]
    public async Task A_stage_that_fails_ends_the_start_and_stops_the_stages_before_it()
    {
        using var host = Host(silo => silo
            .ConfigureServices(services => services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(Participant("early", ServiceLifecycleStage.RuntimeStorageServices)))
            .AddStartupTask((_, _) => throw new InvalidDataException("no start")));

        await Should.ThrowAsync<InvalidDataException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        _events.ShouldBe(["start early", "stop early"]);
    }

    [Fact]
    public async Task A_startup_task_may_call_grains()
    {
        using var host = Host(silo => silo.AddStartupTask(
            async (services, _) => _events.Enqueue($"count {await services.GetRequiredService<IGrainFactory>().GetGrain<ICounterGrain>("test/a").IncrementAsync()}")));

        await host.StartAsync(TestContext.Current.CancellationToken);

        _events.ShouldBe(["count 1"]);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_test_cluster_of_two_silos_is_refused() =>
        Should.Throw<NotSupportedException>(() => new TestClusterBuilder(2).Build()).Message.ShouldContain("1 silo");

    private static IHost Host(Action<ISiloBuilder> configure)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton<Probe>();
        builder.UseOrleans(configure);
        return builder.Build();
    }

    private Observer Participant(string name, int stage) => new(name, stage, _events);

    private sealed class Observer(string name, int stage, ConcurrentQueue<string> events) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe<Observer>(stage, _ => Note("start"), _ => Note("stop"));

        private Task Note(string what)
        {
            events.Enqueue($"{what} {name}");
            return Task.CompletedTask;
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Embedded.Tests.Grains;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.Embedded.Tests;

public sealed class ActivationTests
{
    [Fact]
    public async Task A_failed_activation_fails_the_waiting_calls_and_the_next_call_tries_again()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<IMoodyGrain>();
        var waiting = new[] { grain.PingAsync(), grain.PingAsync(), grain.PingAsync() };
        await cluster.Probe.ArrivedAsync("activating");
        cluster.Probe.Open("activating");

        foreach (var call in waiting)
        {
            (await Should.ThrowAsync<InvalidDataException>(call)).Message.ShouldBe("not today");
        }

        cluster.Probe.Log.Enqueue("good mood");
        await grain.PingAsync();
    }

    [Fact]
    public async Task No_call_is_lost_while_the_grain_deactivates_again_and_again()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<IFlickerGrain>();

        var answers = await Task.WhenAll(Enumerable.Range(0, 2000).Select(number => Task.Run(() => grain.AddAsync(number % 50 == 0))));

        answers.Sum().ShouldBe(2000);
        cluster.Probe.Log.Count(entry => entry == "activated").ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_call_to_a_grain_that_never_stays_active_is_refused_in_the_end()
    {
        await using var cluster = await Cluster.StartAsync();

        await Should.ThrowAsync<OrleansMessageRejectionException>(cluster.Grain<ISelfEndingGrain>().PingAsync);
    }

    [Fact]
    public async Task An_idle_activation_is_collected_and_a_used_one_is_not()
    {
        await using var cluster = await StartCollectingAsync();
        var (idle, used) = (cluster.Grain<ICounterGrain>("test/idle"), cluster.Grain<ICounterGrain>("test/used"));
        var (idleActivation, usedActivation) = (await idle.ActivationAsync(), await used.ActivationAsync());

        for (var minute = 0; minute < 12; minute++)
        {
            cluster.Time.Advance(TimeSpan.FromMinutes(1));
            await used.ReadAsync();
        }

        await cluster.Probe.ArrivedAsync("deactivated test/idle ActivationIdle");
        (await idle.ActivationAsync()).ShouldNotBe(idleActivation);
        (await used.ActivationAsync()).ShouldBe(usedActivation);
    }

    [Fact]
    public async Task A_busy_activation_is_not_collected()
    {
        await using var cluster = await StartCollectingAsync();
        var grain = cluster.Grain<ICounterGrain>();
        var activation = await grain.ActivationAsync();
        var held = grain.HoldAsync("held");
        cluster.Time.Advance(TimeSpan.FromMinutes(30));

        await Should.ThrowAsync<TimeoutException>(held);
        cluster.Probe.Open("held");
        (await grain.ActivationAsync()).ShouldBe(activation);
    }

    [Fact]
    public async Task A_delayed_deactivation_holds_collection_off_until_its_time()
    {
        await using var cluster = await StartCollectingAsync();
        var grain = cluster.Grain<ILingeringGrain>();
        var activation = await grain.ActivationAsync();
        await grain.DelayAsync(TimeSpan.FromMinutes(60));

        cluster.Time.Advance(TimeSpan.FromMinutes(59));
        cluster.Runtime.Catalog.TryGet(grain.GetGrainId(), out var current).ShouldBeTrue();
        cluster.Time.Advance(TimeSpan.FromMinutes(3));
        await current!.Deactivated;

        (await grain.ActivationAsync()).ShouldNotBe(activation);
    }

    [Fact]
    public async Task A_grain_class_that_is_kept_alive_is_not_collected()
    {
        await using var cluster = await StartCollectingAsync();
        var grain = cluster.Grain<IEternalGrain>();
        var activation = await grain.ActivationAsync();

        cluster.Time.Advance(TimeSpan.FromHours(3));

        (await grain.ActivationAsync()).ShouldBe(activation);
    }

    [Fact]
    public async Task A_grain_that_is_disposable_is_disposed_with_its_activation()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.Grain<IEternalGrain>().EndAsync();

        await cluster.Probe.ArrivedAsync("disposed");
    }

    [Fact]
    public async Task Each_activation_has_services_of_its_own_which_end_with_it()
    {
        await using var cluster = await Cluster.StartAsync(silo => silo.Services.AddScoped<Notebook>());
        var (one, other) = (cluster.Grain<IScribeGrain>("test/one"), cluster.Grain<IScribeGrain>("test/other"));
        var notebook = await one.NotebookAsync();

        (await one.NotebookAsync()).ShouldBe(notebook);
        (await other.NotebookAsync()).ShouldNotBe(notebook);
        await one.DeactivateAsync();
        await cluster.Probe.ArrivedAsync($"closed {notebook}");
        (await one.NotebookAsync()).ShouldNotBe(notebook);
    }

    [Fact]
    public async Task Stopping_the_silo_deactivates_every_grain()
    {
        var cluster = await Cluster.StartAsync();
        var grains = Enumerable.Range(0, 100).Select(number => cluster.Grain<ICounterGrain>($"test/{number}")).ToArray();
        await Task.WhenAll(grains.Select(grain => grain.IncrementAsync()));

        await cluster.DisposeAsync();

        cluster.Probe.Log.Count(entry => entry.EndsWith("ShuttingDown", StringComparison.Ordinal)).ShouldBe(100);
        await Should.ThrowAsync<SiloUnavailableException>(grains[0].IncrementAsync);
    }

    [Fact]
    public async Task A_crash_deactivates_no_grain_and_fails_the_calls_under_way()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<ICounterGrain>();
        var held = grain.HoldAsync("held");
        await cluster.Probe.ArrivedAsync("held");

        await cluster.Grain<ICounterGrain>("test/idle").IncrementAsync();

        await cluster.CrashAsync();

        await Should.ThrowAsync<SiloUnavailableException>(held);
        cluster.Probe.Log.ShouldNotContain(entry => entry.StartsWith("deactivated", StringComparison.Ordinal));
        (await grain.IncrementAsync()).ShouldBe(1);
    }

    private static Task<Cluster> StartCollectingAsync() => Cluster.StartAsync(silo => silo.Configure<GrainCollectionOptions>(options =>
    {
        options.CollectionAge = TimeSpan.FromMinutes(10);
        options.CollectionQuantum = TimeSpan.FromMinutes(1);
    }));
}

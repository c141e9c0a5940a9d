using Orleans.Configuration;
using Orleans.Embedded.Tests.Grains;
using Orleans.Hosting;

namespace Orleans.Embedded.Tests;

public sealed class TimerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_timer_runs_after_its_due_time_and_then_each_period()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.Grain<ITimerGrain>().StartAsync("tick", new(2 * Second, 5 * Second));

        cluster.Time.Advance(Second);
        cluster.Probe.Log.ShouldBeEmpty();
        cluster.Time.Advance(Second);
        await cluster.Probe.ArrivedAsync("tick");
        await RunEndedAsync(cluster);
        cluster.Time.Advance(5 * Second);
        await cluster.Probe.ArrivedAsync("tick");

        cluster.Probe.Log.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_timer_waits_for_the_request_that_is_under_way()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<ITimerGrain>();
        await grain.StartAsync("tick", new(Second, Timeout.InfiniteTimeSpan));
        var held = grain.HoldAsync("held");
        await cluster.Probe.ArrivedAsync("held");

        cluster.Time.Advance(2 * Second);
        cluster.Probe.Log.ShouldBe(["held"]);
        cluster.Probe.Open("held");
        await held;

        await cluster.Probe.ArrivedAsync("tick");
    }

    [Fact]
    public async Task A_timer_that_interleaves_runs_while_a_request_is_under_way()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<ITimerGrain>();
        await grain.StartAsync("tick", new(Second, Timeout.InfiniteTimeSpan) { Interleave = true });
        var held = grain.HoldAsync("held");
        await cluster.Probe.ArrivedAsync("held");

        cluster.Time.Advance(2 * Second);
        await cluster.Probe.ArrivedAsync("tick");

        held.IsCompleted.ShouldBeFalse();
        cluster.Probe.Open("held");
        await held;
    }

    [Fact]
    public async Task A_run_that_fails_does_not_end_the_timer()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.Grain<ITimerGrain>().StartFailingAsync(Second);

        cluster.Time.Advance(Second);
        await RunEndedAsync(cluster);
        cluster.Time.Advance(Second);

        await cluster.Probe.ArrivedAsync("run 2");
    }

    [Fact]
    public async Task A_changed_timer_follows_its_new_times_and_a_disposed_one_is_silent()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<ITimerGrain>();
        await grain.StartAsync("changed", new(Second, Second));
        await grain.StartAsync("disposed", new(Second, Second));
        await grain.ChangeAsync("changed", 10 * Second, Timeout.InfiniteTimeSpan);
        await grain.StopAsync("disposed");

        cluster.Time.Advance(9 * Second);
        cluster.Probe.Log.ShouldBeEmpty();
        cluster.Time.Advance(Second);

        await cluster.Probe.ArrivedAsync("changed");
        cluster.Probe.Log.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Timers_end_with_their_activation()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<ITimerGrain>();
        await grain.StartAsync("tick", new(Second, Second));
        var activation = await grain.ActivationAsync();
        await grain.DeactivateAsync();
        (await grain.ActivationAsync()).ShouldNotBe(activation);

        cluster.Time.Advance(5 * Second);

        await grain.StartAsync("later", new(Second, Timeout.InfiniteTimeSpan));
        cluster.Time.Advance(Second);
        await cluster.Probe.ArrivedAsync("later");
        cluster.Probe.Log.ShouldBe(["later"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_a_timer_with_KeepAlive_holds_collection_off(bool keepAlive)
    {
        await using var cluster = await Cluster.StartAsync(silo => silo.Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionAge = TimeSpan.FromMinutes(5);
            options.CollectionQuantum = TimeSpan.FromMinutes(1);
        }));
        var grain = cluster.Grain<ITimerGrain>();
        await grain.StartAsync("tick", new(30 * Second, 60 * Second) { KeepAlive = keepAlive });
        cluster.Runtime.Catalog.TryGet(grain.GetGrainId(), out var activation).ShouldBeTrue();

        for (var minute = 0; minute < 10; minute++)
        {
            cluster.Time.Advance(30 * Second);
            await RunEndedAsync(cluster);
            cluster.Time.Advance(30 * Second);
        }

        if (!keepAlive)
        {
            await activation!.Deactivated.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        }

        activation!.Deactivated.IsCompleted.ShouldBe(!keepAlive);
    }

    private static Task RunEndedAsync(Cluster cluster) =>
        cluster.Runtime.Catalog.TryGet(cluster.Grain<ITimerGrain>().GetGrainId(), out var activation) ? activation.QuietAsync() : Task.CompletedTask;
}

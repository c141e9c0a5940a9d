using Orleans.Embedded.Tests.Grains;
using Orleans.Hosting;

namespace Orleans.Embedded.Tests;

public sealed class ReminderTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_reminder_comes_at_its_due_time_and_then_each_period()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.Grain<IReminderGrain>().RegisterAsync("wake", TimeSpan.FromSeconds(30), 2 * Minute);

        cluster.Time.Advance(TimeSpan.FromSeconds(30));
        await cluster.Probe.ArrivedAsync("wake at 00:00:30, first 00:00:30");
        cluster.Time.Advance(2 * Minute);
        await cluster.Probe.ArrivedAsync("wake at 00:02:30, first 00:00:30");
    }

    [Fact]
    public async Task A_reminder_survives_a_restart_and_a_missed_one_comes_at_the_next_multiple_of_its_period()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.Grain<IReminderGrain>().RegisterAsync("wake", Minute, 2 * Minute);
        await cluster.Test.StopAllSilosAsync();
        cluster.Time.Advance(4 * Minute);

        await cluster.StartSiloAsync();

        cluster.Time.Advance(TimeSpan.FromSeconds(59));
        cluster.Probe.Log.ShouldBeEmpty();
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        await cluster.Probe.ArrivedAsync("wake at 00:05:00, first 00:01:00");
    }

    [Fact]
    public async Task An_unregistered_reminder_is_silent_and_stays_so_after_a_restart()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<IReminderGrain>();
        await grain.RegisterAsync("one", Minute, Minute);
        await grain.RegisterAsync("two", 5 * Minute, Minute);
        await grain.UnregisterAsync("one");

        (await grain.NamesAsync()).ShouldBe(["two"]);
        await cluster.RestartAsync();
        cluster.Time.Advance(5 * Minute);
        await cluster.Probe.ArrivedAsync("two at 00:05:00, first 00:05:00");
        cluster.Probe.Log.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Registering_again_replaces_the_times()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<IReminderGrain>();
        await grain.RegisterAsync("wake", Minute, Minute);
        await grain.RegisterAsync("wake", 10 * Minute, Minute);

        cluster.Time.Advance(9 * Minute);
        cluster.Probe.Log.ShouldBeEmpty();
        cluster.Time.Advance(Minute);

        await cluster.Probe.ArrivedAsync("wake at 00:10:00, first 00:10:00");
    }

    [Fact]
    public async Task A_period_under_the_minimum_is_refused_unless_that_is_lowered()
    {
        await using var strict = await Cluster.StartAsync();
        await using var lax = await Cluster.StartAsync(silo => silo.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = TimeSpan.FromSeconds(5)));

        await Should.ThrowAsync<ArgumentException>(() => strict.Grain<IReminderGrain>().RegisterAsync("wake", Minute, TimeSpan.FromSeconds(5)));
        await lax.Grain<IReminderGrain>().RegisterAsync("wake", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
    }
}

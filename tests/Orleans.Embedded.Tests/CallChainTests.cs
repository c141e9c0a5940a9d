using Orleans.Configuration;
using Orleans.Embedded.Tests.Grains;
using Orleans.Hosting;

namespace Orleans.Embedded.Tests;

public sealed class CallChainTests
{
    [Fact]
    public async Task A_call_without_answer_times_out_and_the_grain_goes_on()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<ICounterGrain>();
        var held = grain.HoldAsync("held");
        await cluster.Probe.ArrivedAsync("held");
        var waiting = grain.IncrementAsync();

        cluster.Time.Advance(TimeSpan.FromSeconds(29));
        held.IsCompleted.ShouldBeFalse();
        cluster.Time.Advance(TimeSpan.FromSeconds(2));

        (await Should.ThrowAsync<TimeoutException>(held)).Message.ShouldContain("HoldAsync");
        await Should.ThrowAsync<TimeoutException>(waiting);
        cluster.Probe.Open("held");
        (await grain.IncrementAsync()).ShouldBe(1, "a call whose caller has gone is not run any more");
    }

    [Fact]
    public async Task The_response_timeout_can_be_set()
    {
        await using var cluster = await Cluster.StartAsync(silo => silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5)));
        var held = cluster.Runtime.HostedFactory.GetGrain<ICounterGrain>("test/a").HoldAsync("held");
        await cluster.Probe.ArrivedAsync("held");

        cluster.Time.Advance(TimeSpan.FromSeconds(7));

        await Should.ThrowAsync<TimeoutException>(held);
        cluster.Probe.Open("held");
    }

    [Fact]
    public async Task A_cycle_of_grains_that_do_not_interleave_ends_in_a_timeout()
    {
        await using var cluster = await Cluster.StartAsync();
        var call = cluster.Grain<IChainGrain>("test/a").VisitAsync(["test/b", "test/a"]);

        cluster.Time.Advance(TimeSpan.FromSeconds(40));

        await Should.ThrowAsync<TimeoutException>(call);
    }

    [Fact]
    public async Task A_cycle_of_reentrant_grains_comes_home()
    {
        await using var cluster = await Cluster.StartAsync();

        (await cluster.Grain<IReentrantChainGrain>("test/a").VisitAsync(["test/b", "test/a", "test/a", "test/b"])).ShouldBe(4);
    }

    [Fact]
    public async Task A_long_chain_of_warm_grains_does_not_pile_up_on_one_stack()
    {
        await using var cluster = await Cluster.StartAsync();
        var path = Enumerable.Range(0, 500).Select(number => $"test/{number}").ToArray();
        (await cluster.Grain<IChainGrain>("test/start").VisitAsync(path)).ShouldBe(500);

        (await cluster.Grain<IChainGrain>("test/start").DepthAsync(path)).ShouldBeInRange(1, TurnLoop.MaxDepth);
        (await cluster.Grain<IChainGrain>("test/start").DepthAsync(path[..3])).ShouldBe(4, "short chains run on the caller's thread");
    }
}

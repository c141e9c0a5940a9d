using Orleans.Embedded.Tests.Grains;
using Orleans.Runtime;

namespace Orleans.Embedded.Tests;

public sealed class RequestContextTests
{
    [Fact]
    public async Task It_flows_with_calls_through_grains()
    {
        await using var cluster = await Cluster.StartAsync();
        RequestContext.Set("trace", "42");

        (await cluster.Grain<IContextGrain>("test/cold").ReadAsync("trace")).ShouldBe("42");
        (await cluster.Grain<IContextGrain>("test/cold").ReadThroughAsync("trace", "test/other")).ShouldBe("42");
    }

    [Fact]
    public async Task It_does_not_flow_back_to_the_caller_nor_to_the_next_call()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<IContextGrain>();
        await grain.ReadAsync("warm");

        await grain.SetAsync("leak", "1");

        RequestContext.Get("leak").ShouldBeNull();
        (await grain.ReadAsync("leak")).ShouldBeNull();
    }

    [Fact]
    public async Task A_value_that_was_removed_does_not_flow()
    {
        await using var cluster = await Cluster.StartAsync();
        RequestContext.Set("gone", "1");
        RequestContext.Remove("gone").ShouldBeTrue();

        (await cluster.Grain<IContextGrain>().ReadAsync("gone")).ShouldBeNull();
    }
}

using System.Collections.Concurrent;
using Orleans.Embedded.Tests.Grains;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.Embedded.Tests;

public sealed class CallFilterTests
{
    private readonly ConcurrentQueue<Seen> _seen = new();

    [Fact]
    public async Task A_filter_sees_the_call_and_its_result()
    {
        await using var cluster = await Cluster.StartAsync(silo => silo.AddIncomingGrainCallFilter(new Recorder(_seen)));
        (await cluster.Grain<ICalleeGrain>().EchoAsync("ab", 2)).ShouldBe("abab");

        var seen = _seen.ShouldHaveSingleItem();
        seen.Interface.ShouldBe("ICalleeGrain.EchoAsync");
        seen.Implementation.ShouldBe("CalleeGrain.EchoAsync");
        seen.Arguments.ShouldBe(["ab", 2]);
        seen.Result.ShouldBe("abab");
        seen.Target.ShouldBe(GrainId.Create("callee", "test/a"));
    }

    [Fact]
    public async Task The_source_of_a_call_by_a_grain_is_that_grain()
    {
        await using var cluster = await Cluster.StartAsync(silo => silo.AddIncomingGrainCallFilter(new Recorder(_seen)));
        await cluster.Grain<ICallerGrain>("test/x").EchoAsync("a");

        Source("EchoAsync", "CalleeGrain").ShouldBe(GrainId.Create("caller", "test/x"));
    }

    [Fact]
    public async Task The_source_of_a_call_by_a_timer_is_its_grain()
    {
        await using var cluster = await Cluster.StartAsync(silo => silo.AddIncomingGrainCallFilter(new Recorder(_seen)));
        await cluster.Grain<ICallerGrain>("test/x").EchoFromTimerAsync();
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        await cluster.Probe.ArrivedAsync("timer ran");

        Source("EchoAsync", "CalleeGrain").ShouldBe(GrainId.Create("caller", "test/x"));
    }

    [Fact]
    public async Task The_source_of_a_call_from_outside_a_grains_turn_is_the_hosted_client()
    {
        await using var cluster = await Cluster.StartAsync(silo => silo.AddIncomingGrainCallFilter(new Recorder(_seen)));
        await cluster.Grain<ICallerGrain>("test/x").EchoOffContextAsync("a");

        Source("EchoAsync", "CalleeGrain").ToString().ShouldStartWith("sys.client/hosted-");
    }

    [Fact]
    public async Task The_source_of_a_call_by_a_client_tells_hosted_and_external_apart()
    {
        await using var cluster = await Cluster.StartAsync(silo => silo.AddIncomingGrainCallFilter(new Recorder(_seen)));
        await cluster.Grain<ICalleeGrain>().CountAsync();
        await cluster.Runtime.HostedFactory.GetGrain<ICalleeGrain>("test/a").EchoAsync("a", 1);

        Source("CountAsync", "CalleeGrain").ToString()!.ShouldMatch("^sys.client/[0-9a-f]{32}$");
        Source("EchoAsync", "CalleeGrain").ToString().ShouldStartWith("sys.client/hosted-");
    }

    [Fact]
    public async Task A_filter_can_refuse_a_call()
    {
        await using var cluster = await Cluster.StartAsync(silo => silo.AddIncomingGrainCallFilter(
            context => context.MethodName == "EchoAsync" ? throw new UnauthorizedAccessException() : context.Invoke()));

        await Should.ThrowAsync<UnauthorizedAccessException>(() => cluster.Grain<ICalleeGrain>().EchoAsync("a", 1));
        (await cluster.Grain<ICalleeGrain>().CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_filter_can_replace_arguments_and_result()
    {
        await using var cluster = await Cluster.StartAsync(silo => silo.AddIncomingGrainCallFilter(async context =>
        {
            if (context.Request.GetArgumentCount() == 2)
            {
                context.Request.SetArgument(1, 3);
            }

            await context.Invoke();
            context.Result = context.Result is string text ? text.ToUpperInvariant() : 7;
        }));

        (await cluster.Grain<ICalleeGrain>().EchoAsync("a", 1)).ShouldBe("AAA");
        (await cluster.Grain<ICalleeGrain>().CountAsync()).ShouldBe(7);
    }

    [Fact]
    public async Task Filters_run_in_order_and_the_grains_own_comes_last()
    {
        await using var cluster = await Cluster.StartAsync(silo => silo
            .AddIncomingGrainCallFilter(Note("first"))
            .AddIncomingGrainCallFilter(Note("second")));

        (await cluster.Grain<ISelfFilteringGrain>().PingAsync()).ShouldBe("pong");

        _seen.Select(seen => seen.Interface).ShouldBe(["first", "second"]);
        cluster.Probe.Log.ShouldBe(["own filter PingAsync"]);
    }

    private GrainId? Source(string method, string grainClass) =>
        _seen.Single(seen => seen.Implementation == $"{grainClass}.{method}").Source;

    private IncomingGrainCallFilterDelegate Note(string name) => context =>
    {
        _seen.Enqueue(new(name, "", null, default, [], null));
        return context.Invoke();
    };

    private sealed record Seen(string Interface, string Implementation, GrainId? Source, GrainId Target, object?[] Arguments, object? Result);

    private sealed class Recorder(ConcurrentQueue<Seen> seen) : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            await context.Invoke();
            seen.Enqueue(new(
                $"{context.InterfaceMethod.DeclaringType!.Name}.{context.InterfaceMethod.Name}",
                $"{context.ImplementationMethod.DeclaringType!.Name}.{context.ImplementationMethod.Name}",
                context.SourceId,
                context.TargetId,
                [.. Enumerable.Range(0, context.Request.GetArgumentCount()).Select(context.Request.GetArgument)],
                context.Result));
        }
    }
}

using Orleans.Embedded.Tests.Grains;

namespace Orleans.Embedded.Tests;

public sealed class CallTests
{
    [Fact]
    public async Task A_thousand_concurrent_callers_never_see_a_turn_interleaved()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<ICounterGrain>();

        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(grain.IncrementSlowlyAsync)));

        (await grain.ReadAsync()).ShouldBe(1000);
    }

    [Fact]
    public async Task Methods_may_return_value_tasks()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<ICounterGrain>();

        await grain.TouchAsync();

        (await grain.ReadValueAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_call_waits_for_the_one_before_it_even_while_that_awaits()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<ICounterGrain>();
        var first = grain.HoldAsync("first");
        await cluster.Probe.ArrivedAsync("first");

        var second = grain.IncrementAsync();
        (await grain.HoldInterleavedNowAsync(cluster.Probe)).ShouldBe("interleaved");
        second.IsCompleted.ShouldBeFalse();
        cluster.Probe.Open("first");

        (await second).ShouldBe(1);
        (await first).ShouldBe("first");
    }

    [Fact]
    public async Task Read_only_calls_interleave_with_each_other_but_not_with_others()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<ICounterGrain>();
        var reads = new[] { grain.HoldReadOnlyAsync("one"), grain.HoldReadOnlyAsync("two") };
        await cluster.Probe.ArrivedAsync("one");
        await cluster.Probe.ArrivedAsync("two");

        var write = grain.IncrementAsync();
        (await grain.HoldInterleavedNowAsync(cluster.Probe)).ShouldBe("interleaved");
        write.IsCompleted.ShouldBeFalse();
        cluster.Probe.Open("one");
        cluster.Probe.Open("two");

        await Task.WhenAll(reads);
        (await write).ShouldBe(1);
    }

    [Fact]
    public async Task An_exception_keeps_its_type_and_does_not_poison_the_activation()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<ICounterGrain>();
        await grain.IncrementAsync();

        (await Should.ThrowAsync<InvalidDataException>(grain.FailAsync)).Message.ShouldBe("broken");

        (await grain.IncrementAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Calls_of_one_caller_that_are_not_awaited_arrive_in_order()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<ICounterGrain>("test/cold");

        await Task.WhenAll(Enumerable.Range(0, 5000).Select(grain.AppendAsync));

        (await grain.NumbersAsync()).ShouldBe(Enumerable.Range(0, 5000));
    }

    [Fact]
    public async Task Calls_of_one_caller_stay_in_order_while_the_activation_is_replaced()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<ICounterGrain>();
        var held = grain.HoldAsync("held");
        await cluster.Probe.ArrivedAsync("held");
        var deactivation = grain.DeactivateAsync();
        var before = Enumerable.Range(0, 100).Select(grain.AppendAsync).ToArray();

        cluster.Probe.Open("held");
        var after = Enumerable.Range(100, 100).Select(grain.AppendAsync).ToArray();

        await Task.WhenAll([held, deactivation, .. before, .. after]);
        (await grain.NumbersAsync()).ShouldBe(Enumerable.Range(0, 200));
    }

    [Fact]
    public async Task A_one_way_call_returns_at_once_and_the_next_call_waits_for_it()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<ICounterGrain>();

        await grain.NotifyAsync("one-way");
        var next = grain.IncrementAsync();
        await cluster.Probe.ArrivedAsync("one-way");
        next.IsCompleted.ShouldBeFalse();
        cluster.Probe.Open("one-way");

        (await next).ShouldBe(1);
    }

    [Fact]
    public async Task A_grain_interface_without_implementation_is_refused_with_its_name()
    {
        await using var cluster = await Cluster.StartAsync();

        Should.Throw<ArgumentException>(() => cluster.Grain<INobodyGrain>()).Message.ShouldContain(nameof(INobodyGrain));
    }

    [Fact]
    public async Task A_grain_interface_with_two_implementations_is_refused_with_their_names()
    {
        await using var cluster = await Cluster.StartAsync();

        var message = Should.Throw<ArgumentException>(() => cluster.Grain<IAmbiguousGrain>()).Message;

        message.ShouldContain(nameof(FirstAmbiguousGrain));
        message.ShouldContain(nameof(SecondAmbiguousGrain));
    }
}

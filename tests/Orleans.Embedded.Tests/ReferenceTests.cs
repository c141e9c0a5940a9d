using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Tests.Grains;
using Orleans.Runtime;

namespace Orleans.Embedded.Tests;

public sealed class ReferenceTests
{
    [Fact]
    public async Task A_grain_hands_out_a_reference_to_itself()
    {
        await using var cluster = await Cluster.StartAsync(silo => silo.Services.AddScoped<Notebook>());
        var grain = cluster.Grain<IScribeGrain>();

        var self = await grain.SelfAsync();

        self.ShouldBe(grain);
        self.GetPrimaryKeyString().ShouldBe("test/a");
        (await self.NotebookAsync()).ShouldBe(await grain.NotebookAsync());
    }

    [Fact]
    public async Task A_grain_is_found_by_its_id_under_every_interface_of_its_class()
    {
        await using var cluster = await Cluster.StartAsync();
        var id = GrainId.Parse("reminder/test/a");

        cluster.Client.GetGrain<IReminderGrain>(id).GetGrainId().ShouldBe(cluster.Grain<IReminderGrain>().GetGrainId());
        cluster.Client.GetGrain<IRemindable>(id).AsReference<IReminderGrain>().GetPrimaryKeyString().ShouldBe("test/a");
        Should.Throw<ArgumentException>(() => cluster.Client.GetGrain<ICounterGrain>(id)).Message.ShouldContain(nameof(ReminderGrain));
        Should.Throw<ArgumentException>(() => cluster.Client.GetGrain<ICounterGrain>(GrainId.Parse("unknown/a")));
    }

    [Fact]
    public async Task A_reference_outlives_the_silo_that_answered_it()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<ICounterGrain>();
        await grain.IncrementAsync();

        await cluster.RestartAsync();

        (await grain.IncrementAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Internal_interfaces_with_many_kinds_of_arguments_can_be_called()
    {
        await using var cluster = await Cluster.StartAsync();

        var answer = await cluster.Grain<IWideGrain>().JoinAsync(1, "two", new(3, 4), [5, 6], null, 7.5m, new Hidden("eight"), DateTimeOffset.UnixEpoch, true);

        answer.ShouldBe("1 two 3:4 5,6 - 7.5 eight 1970 True");
    }

    [Fact]
    public async Task A_method_that_a_reference_cannot_call_is_refused_with_its_name()
    {
        await using var cluster = await Cluster.StartAsync();

        Should.Throw<NotSupportedException>(() => cluster.Grain<IStrangeGrain>()).Message.ShouldContain("CountAsync");
    }
}

using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Tests.Grains;
using Orleans.Storage;

namespace Orleans.Embedded.Tests;

public sealed class StateTests
{
    [Fact]
    public async Task State_is_loaded_before_the_grain_activates()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<IStateGrain>();
        await grain.WriteAsync("kept");
        await grain.DeactivateAsync();

        (await grain.TextAtActivationAsync()).ShouldBe("kept");
        (await grain.ReadAsync()).ShouldBe(new Note("kept", 1));
    }

    [Fact]
    public async Task A_change_that_was_not_written_is_gone_with_the_activation()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<IStateGrain>();
        await grain.WriteAsync("written");
        await grain.ChangeWithoutWriteAsync("not written");
        await grain.DeactivateAsync();

        (await grain.ReadAsync()).Text.ShouldBe("written");
    }

    [Fact]
    public async Task A_cleared_state_is_empty_and_does_not_exist()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<IStateGrain>();
        await grain.WriteAsync("gone");
        await grain.ClearAsync();

        (await grain.ExistsAsync()).ShouldBeFalse();
        (await grain.ReadAsync()).ShouldBe(new Note("", 0));
        await grain.WriteAsync("again");
        (await grain.ExistsAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_write_over_a_changed_record_fails_and_replaces_the_activation()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<IStateGrain>();
        await grain.WriteAsync("first");
        var activation = await grain.ActivationAsync();
        await ChangeBehindTheGrainAsync(cluster, grain);

        var conflict = await Should.ThrowAsync<InconsistentStateException>(() => grain.WriteAsync("second"));

        conflict.StoredEtag.ShouldNotBe(conflict.CurrentEtag);
        (await grain.ActivationAsync()).ShouldNotBe(activation);
        (await grain.ReadAsync()).Text.ShouldBe("other");
    }

    [Fact]
    public async Task A_conflict_replaces_the_grain_in_which_it_arose_and_not_its_caller()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grain<IStateGrain>();
        var caller = cluster.Grain<IPassOnGrain>();
        await grain.WriteAsync("first");
        var activation = await caller.ActivationAsync();
        await ChangeBehindTheGrainAsync(cluster, grain);

        await Should.ThrowAsync<InconsistentStateException>(() => caller.WriteThroughAsync(grain, "second"));

        (await caller.ActivationAsync()).ShouldBe(activation);
    }

    private static async Task ChangeBehindTheGrainAsync(Cluster cluster, IStateGrain grain)
    {
        var storage = cluster.Silo.GetRequiredKeyedService<IGrainStorage>("Default");
        var record = new GrainState<NoteState>(new());
        await storage.ReadStateAsync("note", grain.GetGrainId(), record);
        record.State = new() { Note = new("other", 7) };
        await storage.WriteStateAsync("note", grain.GetGrainId(), record);
    }
}

using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Scripted;
using AgentBus.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.EndToEnd.Tests.Client;

public sealed class ContextTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_context_that_was_never_written_is_empty_and_is_written_over_revision_0()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var reading = client.Contexts.ReadAsync("trip", Cancel);
        await connection.SendAsync(new ServerFrame { RequestId = (await connection.ReadAsync()).RequestId, Context = new Context { ContextId = "trip" } });
        var empty = await reading;
        (empty.Revision, empty.UpdatedAt, empty.State.Fields.Count).ShouldBe((0UL, null, 0));
        var writing = client.Contexts.WriteAsync(empty with { State = Step(1) }, TimeSpan.FromMinutes(2), Cancel);
        var frame = await connection.ReadAsync();
        frame.WriteContext.ShouldBe(new WriteContext { ContextId = "trip", State = Step(1), Memory = new Struct(), TimeToLiveS = 120 });
        await connection.SendAsync(new ServerFrame { RequestId = frame.RequestId, Context = new Context { ContextId = "trip", Revision = 1, UpdatedUnixUs = 5 } });
        var written = await writing;
        (written.Revision, written.State).ShouldBe((1UL, Step(1)));
        written.UpdatedAt.ShouldBe(DateTimeOffset.UnixEpoch.AddMicroseconds(5));
    }

    [Fact]
    public async Task A_write_over_an_older_revision_is_a_conflict()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var writing = client.Contexts.WriteAsync(new AgentContext { ContextId = "trip", Revision = 3 }, cancellationToken: Cancel);
        await connection.RefuseAsync((await connection.ReadAsync()).RequestId, AgentBusCodes.RevisionConflict);
        (await Should.ThrowAsync<AgentBusException>(() => writing)).Code.ShouldBe(AgentBusCodes.RevisionConflict);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task A_write_whose_answer_was_lost_conflicts_only_where_the_context_is_another_ones(int kept, bool isOurs)
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, first) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var writing = client.Contexts.WriteAsync(new AgentContext { ContextId = "trip", Revision = 3, State = Step(1) }, cancellationToken: Cancel);
        await first.ReadAsync();
        first.Break();
        var second = await bus.GreetAsync();
        var again = await second.ReadAsync();
        again.WriteContext.Revision.ShouldBe(3UL);
        await second.RefuseAsync(again.RequestId, AgentBusCodes.RevisionConflict);
        var read = await second.ReadAsync();
        read.ReadContext.ContextId.ShouldBe("trip");
        await second.SendAsync(new ServerFrame { RequestId = read.RequestId, Context = new Context { ContextId = "trip", Revision = 4, State = Step(kept) } });
        if (isOurs)
        {
            (await writing).Revision.ShouldBe(4UL);
        }
        else
        {
            (await Should.ThrowAsync<AgentBusException>(() => writing)).Code.ShouldBe(AgentBusCodes.RevisionConflict);
        }
    }

    private static Struct Step(int step) => new() { Fields = { ["step"] = Value.ForNumber(step) } };
}

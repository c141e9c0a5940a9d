using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Gateway.Tests.Gateway;

public sealed class ContextTests(SiloFixture fixture)
{
    [Fact]
    public async Task State_and_memory_come_back_on_another_connection()
    {
        var agent = fixture.NewAgent();
        await using var first = await fixture.Silo.JoinAsync(agent);
        var missing = (await ReadAsync(first, "talk")).Context;
        var written = (await WriteAsync(first, "talk", 0, "looking")).Context;

        await using var second = await fixture.Silo.JoinAsync(agent);
        var read = (await ReadAsync(second, "talk")).Context;

        (missing.Revision, missing.UpdatedUnixUs).ShouldBe((0ul, 0L));
        read.ShouldBe(written);
        read.State.Fields["step"].StringValue.ShouldBe("looking");
        read.Memory.Fields["seen"].NumberValue.ShouldBe(3);
        read.UpdatedUnixUs.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_unseen_change_in_between_is_a_conflict()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());
        var first = (await WriteAsync(socket, "talk", 0, "one")).Context;
        (await WriteAsync(socket, "talk", first.Revision, "two")).Context.Revision.ShouldBeGreaterThan(first.Revision);

        var answer = await WriteAsync(socket, "talk", first.Revision, "lost");

        answer.Error.Code.ShouldBe("revision_conflict");
        answer.Error.Closes.ShouldBeFalse();
        (await ReadAsync(socket, "talk")).Context.State.Fields["step"].StringValue.ShouldBe("two");
    }

    [Fact]
    public async Task What_is_too_large_or_has_no_name_is_refused()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());

        (await WriteAsync(socket, "talk", 0, new string('x', 256 * 1024))).Error.Code.ShouldBe("limit_exceeded");
        (await WriteAsync(socket, "", 0, "x")).Error.Code.ShouldBe("message_invalid");
        (await ReadAsync(socket, "")).Error.Code.ShouldBe("message_invalid");
        (await WriteAsync(socket, "talk", 0, "x", uint.MaxValue)).Error.Code.ShouldBe("limit_exceeded");
    }

    [Fact]
    public async Task An_agent_keeps_so_many_contexts_and_no_more()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());
        for (var i = 0; i < 64; i++)
        {
            (await WriteAsync(socket, $"c{i}", 0, "x")).Context.ShouldNotBeNull();
        }

        (await WriteAsync(socket, "one-more", 0, "x")).Error.Code.ShouldBe("limit_exceeded");
    }

    private static Task<ServerFrame> ReadAsync(TestSocket socket, string context) =>
        socket.AskAsync(new ClientFrame { ReadContext = new ReadContext { ContextId = context } });

    private static Task<ServerFrame> WriteAsync(TestSocket socket, string context, ulong revision, string step, uint timeToLive = 0) =>
        socket.AskAsync(new ClientFrame
        {
            WriteContext = new WriteContext
            {
                ContextId = context,
                Revision = revision,
                State = new Struct { Fields = { ["step"] = Value.ForString(step) } },
                Memory = new Struct { Fields = { ["seen"] = Value.ForNumber(3) } },
                TimeToLiveS = timeToLive,
            },
        });
}

using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Scripted;
using AgentBus.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.EndToEnd.Tests.Client;

/// <summary>Commands of the SDK, and the agents that they find.</summary>
public sealed class DirectoryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_of_agents_are_asked_for_as_the_iteration_goes_on()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var query = new AgentQuery { Capability = "sum@1", Name = "a", Type = EntityType.Human, Status = AgentStatus.Active, Presence = AgentPresence.Idle };
        var finding = client.Agents.FindAsync(query, Cancel).ToListAsync(Cancel).AsTask();
        var first = await connection.ReadAsync();
        first.Command.ShouldBe(new Command
        {
            Name = "list_agents",
            Args = { { "capability", "sum@1" }, { "name", "a" }, { "type", "human" }, { "status", "active" }, { "presence", "idle" }, { "limit", "500" } },
        });
        await ReplyAsync(connection, first, """{"agents": [{"agent_id": "ann"}, {"agent_id": "ben"}], "next": "ben"}""");
        var second = await connection.ReadAsync();
        second.Command.Args["after"].ShouldBe("ben");
        await ReplyAsync(connection, second, """{"agents": [{"agent_id": "cyd"}], "next": ""}""");

        (await finding).Select(static agent => agent.AgentId).ShouldBe(["ann", "ben", "cyd"]);
    }

    [Fact]
    public async Task An_agent_is_read_with_all_that_it_has_and_with_what_this_version_does_not_know()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var getting = client.Agents.GetAsync("ann", Cancel);
        var frame = await connection.ReadAsync();
        frame.Command.ShouldBe(new Command { Name = "agent_info", Args = { { "agent_id", "ann" } } });
        await ReplyAsync(connection, frame, """
            {"agent_id": "ann", "type": "service", "status": "dreaming", "reason": "night", "presence": "online", "last_seen": "2030-01-02T03:04:05Z", "name": "Ann", "version": "2",
             "capabilities": ["sum@1", "draw"], "metadata": {"mood": "fine"}, "registered_at": "2029-01-02T03:04:05.5Z", "origin": "ace", "later": [1]}
            """);
        var agent = (await getting).ShouldNotBeNull();

        (agent.AgentId, agent.Type, agent.Status, agent.Reason, agent.Presence, agent.Name, agent.Version, agent.Origin)
            .ShouldBe(("ann", EntityType.Service, AgentStatus.Unknown, "night", AgentPresence.Online, "Ann", "2", "ace"));
        (agent.LastSeen, agent.RegisteredAt).ShouldBe((new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero), new DateTimeOffset(2029, 1, 2, 3, 4, 5, 500, TimeSpan.Zero)));
        agent.Capabilities.ShouldBe([new AgentCapability("sum", "1"), new AgentCapability("draw")]);
        agent.Metadata["mood"].ShouldBe("fine");
    }

    [Fact]
    public async Task Nobody_of_an_id_is_null_and_another_refusal_is_a_fault()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var none = client.Agents.GetAsync("zoe", Cancel);
        await connection.RefuseAsync((await connection.ReadAsync()).RequestId, AgentBusCodes.AgentNotRegistered);
        (await none).ShouldBeNull();
        var denied = client.Agents.GetAsync("zoe", Cancel);
        await connection.RefuseAsync((await connection.ReadAsync()).RequestId, "permission_denied");
        (await Should.ThrowAsync<AgentBusException>(() => denied)).Code.ShouldBe("permission_denied");
    }

    [Fact]
    public async Task A_command_whose_answer_was_lost_is_run_again_on_the_next_connection()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, first) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var running = client.CommandAsync("ping", new Dictionary<string, string> { ["echo"] = "x" }, Cancel);
        (await first.ReadAsync()).Command.Name.ShouldBe("ping");
        first.Break();
        var second = await bus.GreetAsync();
        var again = await second.ReadAsync();
        again.Command.Args["echo"].ShouldBe("x");
        await ReplyAsync(second, again, """{"pong": true}""");

        (await running).Fields["pong"].BoolValue.ShouldBeTrue();
    }

    [Fact]
    public async Task What_cannot_be_asked_is_told_at_the_call()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, _) = await PublishTests.ConnectAsync(bus);
        await using var _client = client;

        Should.Throw<ArgumentException>(() => client.Agents.FindAsync(new AgentQuery { Status = AgentStatus.Unknown }, Cancel));
        Should.Throw<ArgumentException>(() => client.Agents.FindAsync(new AgentQuery { Presence = (AgentPresence)9 }, Cancel));
        await Should.ThrowAsync<ArgumentException>(() => client.Agents.GetAsync("no name", Cancel));
        await Should.ThrowAsync<ArgumentException>(() => client.CommandAsync("join_channel", cancellationToken: Cancel));
        await Should.ThrowAsync<ArgumentException>(() => client.CommandAsync("", cancellationToken: Cancel));
    }

    private static Task ReplyAsync(ScriptedConnection connection, ClientFrame asked, string json) => connection.SendAsync(new ServerFrame
    {
        RequestId = asked.RequestId,
        Reply = new CommandReply { Name = asked.Command.Name, Data = Struct.Parser.ParseJson(json) },
    });
}

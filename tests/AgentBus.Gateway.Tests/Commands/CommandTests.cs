using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using static AgentBus.Gateway.Tests.Commands.CommandCalls;

namespace AgentBus.Gateway.Tests.Commands;

/// <summary>Every command over a socket, by one who may and by one who may not.</summary>
public sealed class CommandTests(SiloFixture fixture)
{
    [Fact]
    public async Task An_admin_makes_a_channel_others_join_it_and_it_goes_when_it_is_empty()
    {
        await using var admin = await fixture.Silo.JoinAsync(fixture.NewAgent(), "admin");
        var name = fixture.NewAgent();
        await using var member = await fixture.Silo.JoinAsync(name);
        var channel = $"made-{name}";

        var created = (await RunAsync(admin, "create_channel", ("room", "science"), ("channel", channel))).Reply.Data;
        created.Fields["hardcoded"].BoolValue.ShouldBeFalse();
        created.Fields["created_at"].StringValue.ShouldStartWith("20");
        (await RunAsync(admin, "create_channel", ("room", "science"), ("channel", channel))).Error.Code.ShouldBe("already_exists");

        (await RunAsync(member, "join_channel", ("room", "science"), ("channel", channel))).Subscribed.Channel.ShouldBe(channel);
        (await RunAsync(admin, "delete_channel", ("room", "science"), ("channel", channel))).Error.Code.ShouldBe("permission_denied");
        await admin.PublishAsync(Sample.Message("to the new one", "science", channel));
        (await member.NextDeliveryAsync()).Channel.ShouldBe(channel);

        var info = (await RunAsync(member, "channel_info", ("room", "science"), ("channel", channel))).Reply.Data;
        info.Fields["members"].ListValue.Values.Select(static value => value.StringValue).ShouldBe([name]);
        (info.Fields["participants"].NumberValue, info.Fields["head"].NumberValue).ShouldBe((1, 1));
        var listed = (await RunAsync(member, "list_channels", ("room", "science"), ("after", $"made-{name[..^1]}"), ("limit", "100"))).Reply.Data;
        Channels(listed).ShouldContain(item => item.Fields["channel"].StringValue == channel && item.Fields["participants"].NumberValue == 1);

        (await RunAsync(member, "leave_channel", ("room", "science"), ("channel", channel))).Unsubscribed.Channel.ShouldBe(channel);
        (await RunAsync(admin, "delete_channel", ("room", "science"), ("channel", channel))).Reply.Result["channel"].ShouldBe(channel);
        (await RunAsync(member, "channel_info", ("room", "science"), ("channel", channel))).Error.Code.ShouldBe("not_found");
    }

    [Fact]
    public async Task Who_is_no_admin_makes_and_deletes_no_channel()
    {
        await using var agent = await fixture.Silo.JoinAsync(fixture.NewAgent());

        (await RunAsync(agent, "create_channel", ("room", "science"), ("channel", "mine"))).Error.Code.ShouldBe("permission_denied");
        (await RunAsync(agent, "delete_channel", ("room", "science"), ("channel", "general"))).Error.Code.ShouldBe("permission_denied");
    }

    [Fact]
    public async Task A_declared_channel_stays_whoever_asks()
    {
        await using var admin = await fixture.Silo.JoinAsync(fixture.NewAgent(), "admin");

        var error = (await RunAsync(admin, "delete_channel", ("room", "science"), ("channel", "general"))).Error;

        (error.Code, error.Message).ShouldBe(("permission_denied", "The channel is declared by the configuration and cannot be deleted."));
    }

    [Theory]
    [InlineData("join_channel")]
    [InlineData("channel_info")]
    [InlineData("history")]
    [InlineData("list_channels")]
    public async Task What_does_not_exist_and_what_is_not_for_the_caller_look_alike(string command)
    {
        await using var agent = await fixture.Silo.JoinAsync(fixture.NewAgent());
        (string, string)[] arguments = command == "list_channels" ? [("room", "nowhere")] : [("room", "nowhere"), ("channel", "general")];

        (await RunAsync(agent, command, arguments)).Error.Code.ShouldBe("not_found");
    }

    [Fact]
    public async Task Rooms_are_listed_page_by_page()
    {
        await using var agent = await fixture.Silo.JoinAsync(fixture.NewAgent());

        var all = (await RunAsync(agent, "list_rooms")).Reply.Data;
        var rooms = Texts(all.Fields["rooms"]);
        rooms.ShouldContain("science");
        all.Fields["next"].StringValue.ShouldBeEmpty();
        var first = (await RunAsync(agent, "list_rooms", ("limit", "1"))).Reply.Data;
        Texts(first.Fields["rooms"]).ShouldBe(rooms[..1]);
        first.Fields["next"].StringValue.ShouldBe(rooms[0]);
        Texts((await RunAsync(agent, "list_rooms", ("after", rooms[0]))).Reply.Data.Fields["rooms"]).ShouldBe(rooms[1..]);
    }

    [Fact]
    public async Task History_answers_the_newest_of_a_channel_and_of_a_room()
    {
        var name = fixture.NewAgent();
        await using var agent = await fixture.Silo.JoinAsync(name);
        await agent.PublishAsync([.. Enumerable.Range(1, 3).Select(static i => Sample.Message($"{i}", SiloFixture.Room, "f"))]);
        await agent.PublishAsync(Sample.Message("4", SiloFixture.Room, "e"));

        var channel = (await RunAsync(agent, "history", ("room", SiloFixture.Room), ("channel", "f"), ("limit", "2"))).Reply.Data;
        Contents(channel).ShouldBe(["2", "3"]);
        channel.Fields["count"].NumberValue.ShouldBe(2);
        var first = channel.Fields["messages"].ListValue.Values[0].StructValue;
        first.Fields["envelope"].StructValue.Fields["from_agent"].StringValue.ShouldBe(name);
        first.Fields["envelope"].StructValue.Fields["message_type"].StringValue.ShouldBe("event");
        Contents((await RunAsync(agent, "history", ("room", SiloFixture.Room), ("limit", "1"))).Reply.Data).ShouldBe(["4"]);
    }

    [Fact]
    public async Task Status_tells_of_the_callers_tenant_and_of_the_silo_to_operators_only()
    {
        await using var agent = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await using var chief = await fixture.Silo.JoinAsync(fixture.NewAgent(), "agent", "operator");

        var seen = (await RunAsync(agent, "status")).Reply.Data;
        var all = (await RunAsync(chief, "status")).Reply.Data;

        seen.Fields["tenant"].StringValue.ShouldBe(RunningSilo.Tenant);
        seen.Fields["connections"].NumberValue.ShouldBeGreaterThanOrEqualTo(2);
        seen.Fields["rooms"].NumberValue.ShouldBeGreaterThan(1);
        seen.Fields["server"].StructValue.Fields["version"].StringValue.ShouldNotBeEmpty();
        seen.Fields.ShouldNotContainKey("silo");
        all.Fields["silo"].StructValue.Fields["connections"].NumberValue.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task Whoami_tells_what_the_credential_says()
    {
        var name = fixture.NewAgent();
        await using var agent = await fixture.Silo.JoinAsync(name, "agent", "keeper");

        var me = (await RunAsync(agent, "whoami")).Reply.Data;

        (me.Fields["agent"].StringValue, me.Fields["tenant"].StringValue, me.Fields["type"].StringValue).ShouldBe((name, RunningSilo.Tenant, "agent"));
        Texts(me.Fields["roles"]).ShouldBe(["agent", "keeper"]);
    }

    [Fact]
    public async Task Help_lists_the_commands_or_one_of_them()
    {
        await using var agent = await fixture.Silo.JoinAsync(fixture.NewAgent());

        var all = (await RunAsync(agent, "help")).Reply.Data.Fields["commands"].ListValue.Values;
        var one = (await RunAsync(agent, "help", ("command", "history"))).Reply.Data.Fields["commands"].ListValue.Values.ShouldHaveSingleItem();

        all.Select(static command => command.StructValue.Fields["name"].StringValue).ShouldBe(CommandRegistryTests.Names.Select(static row => row.Data));
        one.StructValue.Fields["arguments"].ListValue.Values.Count.ShouldBe(3);
        (await RunAsync(agent, "help", ("command", "dance"))).Error.Code.ShouldBe("unknown_command");
    }

    [Fact]
    public async Task The_eleventh_ping_of_a_minute_is_too_many()
    {
        await using var agent = await fixture.Silo.JoinAsync(fixture.NewAgent());
        var answers = new List<ServerFrame>();

        // A minute of the silo may end in between; in the next there is room for ten more.
        for (var i = 0; i < 21; i++)
        {
            answers.Add(await RunAsync(agent, "ping"));
        }

        answers[..10].ShouldAllBe(static answer => answer.Reply != null);
        answers.ShouldContain(static answer => answer.Error != null && answer.Error.Code == "rate_limited" && answer.Error.RetryAfterMs > 0);
    }

    private static IEnumerable<Struct> Channels(Struct data) => data.Fields["channels"].ListValue.Values.Select(static item => item.StructValue);

    private static string[] Contents(Struct data) =>
        [.. data.Fields["messages"].ListValue.Values.Select(static item => item.StructValue.Fields["envelope"].StructValue.Fields["content"].StructValue.Fields["text"].StringValue)];
}

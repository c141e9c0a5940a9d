using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;
using Google.Protobuf.WellKnownTypes;
using static AgentBus.Gateway.Tests.Commands.CommandCalls;

namespace AgentBus.Gateway.Tests.Commands;

/// <summary>Agents find each other over the socket (AGT-02).</summary>
public sealed class AgentCommandTests(SiloFixture fixture)
{
    [Fact]
    public async Task Agents_are_found_by_what_they_are_and_page_by_page()
    {
        var mark = $"cap-{fixture.NewAgent()}";
        string[] names = [.. Enumerable.Range(0, 3).Select(i => $"{fixture.NewAgent()}-{i}").Order(StringComparer.Ordinal)];
        await using var first = await JoinAsync(names[0], mark, "2", "Alice Liddell");
        await using var second = await JoinAsync(names[1], mark, "1");
        await using var third = await JoinAsync(names[2], mark, "1");
        await FoundAsync(first, names, ("capability", mark), ("presence", "online"));

        (await IdsAsync(first, ("capability", $"{mark}@1"))).ShouldBe(names[1..]);
        (await IdsAsync(first, ("capability", mark), ("name", "alice l"))).ShouldBe(names[..1]);
        (await IdsAsync(first, ("name", names[1].ToUpperInvariant()))).ShouldBe([names[1]]);
        (await IdsAsync(first, ("capability", mark), ("type", "agent"), ("status", "active"))).ShouldBe(names);
        (await IdsAsync(first, ("capability", mark), ("type", "human"))).ShouldBeEmpty();
        (await IdsAsync(first, ("capability", mark), ("status", "suspended"))).ShouldBeEmpty();
        var page = (await RunAsync(first, "list_agents", ("capability", mark), ("limit", "2"))).Reply.Data;
        page.Fields["next"].StringValue.ShouldBe(names[1]);
        (await IdsAsync(first, ("capability", mark), ("limit", "2"), ("after", names[1]))).ShouldBe(names[2..]);

        var one = (await RunAsync(third, "agent_info", ("agent_id", names[0]))).Reply.Data.Fields;
        (one["agent_id"].StringValue, one["name"].StringValue, one["type"].StringValue, one["status"].StringValue, one["presence"].StringValue, one["origin"].StringValue)
            .ShouldBe((names[0], "Alice Liddell", "agent", "active", "online", ""));
        Texts(one["capabilities"]).ShouldBe([$"{mark}@2"]);
        one["metadata"].StructValue.Fields["mood"].StringValue.ShouldBe("fine");
        one["registered_at"].StringValue.ShouldStartWith("20");
        (await RunAsync(first, "agent_info", ("agent_id", "nobody/here"))).Error.Code.ShouldBe("agent_not_registered");
    }

    [Fact]
    public async Task A_page_of_agents_that_say_much_of_themselves_ends_early_and_the_next_goes_on()
    {
        var mark = $"cap-{fixture.NewAgent()}";
        string[] names = [.. Enumerable.Range(0, 20).Select(i => $"{mark}-{i}").Order(StringComparer.Ordinal)];
        foreach (var name in names)
        {
            await using var socket = await JoinAsync(name, mark, "1", mood: new string('x', 15_000));
        }

        await using var asker = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await Until.TrueAsync("all are known", async () => (await PagesAsync(asker, mark)).SelectMany(static page => page).SequenceEqual(names), cancellationToken: TestContext.Current.CancellationToken);
        (await PagesAsync(asker, mark)).Select(static page => page.Length > 10).ShouldBe([true, false]);
    }

    [Fact]
    public async Task An_unregistered_agent_is_not_found_and_may_register_again()
    {
        var (name, mark) = (fixture.NewAgent(), $"cap-{fixture.NewAgent()}");
        await using var agent = await JoinAsync(name, mark, "1");
        await using var other = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await FoundAsync(other, [name], ("capability", mark));

        (await RunAsync(agent, "unregister")).Reply.Data.Fields.ShouldBeEmpty();
        await FoundAsync(other, [], ("capability", mark));
        (await RunAsync(other, "agent_info", ("agent_id", name))).Error.Code.ShouldBe("agent_not_registered");
        (await RunAsync(agent, "unregister")).Error.Code.ShouldBe("agent_not_registered");

        (await RunAsync(agent, "register", ("name", "again"), ("capabilities", mark))).Reply.ShouldNotBeNull();
        await FoundAsync(other, [name], ("capability", mark));
    }

    [Fact]
    public async Task Who_has_no_right_to_the_directory_finds_nobody()
    {
        var name = fixture.NewAgent();
        await using var agent = await fixture.Silo.JoinAsync(name);
        await using var stranger = await fixture.Silo.JoinAsync(fixture.NewAgent(), "stranger");

        (await RunAsync(stranger, "list_agents")).Error.Code.ShouldBe("permission_denied");
        (await RunAsync(stranger, "agent_info", ("agent_id", name))).Error.Code.ShouldBe("permission_denied");
    }

    [Fact]
    public async Task Nobody_finds_agents_of_another_tenant()
    {
        await using var silo = await RunningSilo.StartAsync(
            "--AgentBus:Tenants:other:Rooms:lab:Channels:main:Type", "discussion", "--AgentBus:Gateway:Commands:list_agents:PerMinute", "0");
        await using var ours = await silo.JoinAsync("ann");
        await FoundAsync(ours, ["ann"]);
        await using var foreign = await silo.ConnectAsync(silo.Issuer.Token("other", "oscar", ["agent", "admin"], TimeSpan.FromHours(1)));
        await foreign.HelloAsync();
        await FoundAsync(foreign, ["oscar"]);

        (await IdsAsync(ours)).ShouldBe(["ann"]);
        (await RunAsync(foreign, "agent_info", ("agent_id", "ann"))).Error.Code.ShouldBe("agent_not_registered");
        (await RunAsync(foreign, "agent_info", ("agent_id", "default-tenant/ann"))).Error.Code.ShouldBe("agent_not_registered");
    }

    private async Task<TestSocket> JoinAsync(string agent, string capability, string version, string name = "", string mood = "fine")
    {
        var socket = await fixture.Silo.ConnectAsync(fixture.Silo.Token(agent));
        await socket.HelloAsync(hello =>
        {
            hello.Name = name;
            hello.Capabilities.Add(new Capability { Name = capability, Version = version });
            hello.Metadata.Add("mood", mood);
        });
        return socket;
    }

    private static async Task<string[]> IdsAsync(TestSocket socket, params (string Name, string Value)[] filters)
    {
        var answer = await RunAsync(socket, "list_agents", filters);
        answer.Reply.ShouldNotBeNull(answer.ToString());
        return Ids(answer.Reply.Data);
    }

    private static async Task<List<string[]>> PagesAsync(TestSocket socket, string capability)
    {
        var (pages, next) = (new List<string[]>(), "");
        do
        {
            var page = (await RunAsync(socket, "list_agents", ("capability", capability), ("limit", "1000"), ("after", next))).Reply.Data;
            pages.Add(Ids(page));
            next = page.Fields["next"].StringValue;
        }
        while (next.Length > 0);

        return pages;
    }

    /// <summary>Agents tell the directory of themselves a moment after they came.</summary>
    private static Task FoundAsync(TestSocket socket, string[] agents, params (string Name, string Value)[] filters) => Until.TrueAsync(
        $"found are {string.Join(", ", agents)}",
        async () => (await IdsAsync(socket, filters)).SequenceEqual(agents),
        cancellationToken: TestContext.Current.CancellationToken);

    private static string[] Ids(Struct page) => [.. page.Fields["agents"].ListValue.Values.Select(static agent => agent.StructValue.Fields["agent_id"].StringValue)];
}

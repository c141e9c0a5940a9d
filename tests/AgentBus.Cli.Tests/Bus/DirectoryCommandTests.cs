using System.Text.Json.Nodes;
using AgentBus.TestKit;

namespace AgentBus.Cli.Tests.Bus;

/// <summary>Rooms, agents and dead letters of the built silo.</summary>
public sealed class DirectoryCommandTests(BusFixture bus) : IClassFixture<BusFixture>
{
    [Fact]
    public void Rooms_are_listed_with_their_channels_and_members()
    {
        var channel = bus.NextChannel();
        bus.RunAs("alice", "publish", channel, "hello");
        bus.RunAs("bob", "subscribe", channel, "--from", "beginning", "--limit", "1").Code.ShouldBe(0);
        Items(bus.RunAs("alice", "rooms", "list", "-o", "json")).ShouldContain(static room => (string?)room["room"] == BusFixture.Room);
        Items(bus.RunAs("alice", "rooms", "info", BusFixture.Room, "-o", "json")).ShouldContain(one => (string?)one["channel"] == channel.Split(':', 2)[1]);
        Items(bus.RunAs("alice", "rooms", "info", BusFixture.Room, "--members", "-o", "json")).ShouldContain(static one => (string?)one["agent_id"] == "bob");
        bus.RunAs("alice", "rooms", "info", BusFixture.Room).Output.ShouldContain("member count");

        var unknown = bus.RunAs("alice", "rooms", "info", "nowhere");
        unknown.Code.ShouldBe(1);
        unknown.Error.ShouldContain("not_found");
    }

    [Fact]
    public async Task Agents_are_listed_and_shown()
    {
        await using var agent = await bus.ConnectAsync("present");
        await Until.TrueAsync(
            "the directory knows the agent",
            () => Items(bus.RunAs("alice", "agents", "list", "-o", "json")).Exists(static one => (string?)one["agent_id"] == "present"),
            cancellationToken: TestContext.Current.CancellationToken);
        ((string?)JsonNode.Parse(bus.RunAs("alice", "agents", "show", "present", "-o", "json").Output)!["status"]).ShouldBe("active");
        bus.RunAs("alice", "agents", "list").Output.ShouldContain("present");
        bus.RunAs("alice", "agents", "show", "nobody").Code.ShouldBe(1);
    }

    [Fact]
    public async Task An_operator_disables_an_agent_and_enables_it_again()
    {
        var channel = bus.NextChannel();
        Publish(channel, "mallory").ShouldBe("");
        await TakesHoldAsync(Operate("agents", "disable", "mallory"), () => Publish(channel, "mallory").ShouldContain("agent_disabled"));
        await TakesHoldAsync(Operate("agents", "enable", "mallory"), () => Publish(channel, "mallory").ShouldBe(""));

        var stranger = bus.RunAs("alice", "agents", "disable", "mallory", "--admin-url", $"{bus.Silo.InternalUri}");
        stranger.Code.ShouldBe(1);
        stranger.Error.ShouldContain("unauthenticated");
    }

    [Fact]
    public async Task An_operator_revokes_a_token_and_locks_a_tenant_down()
    {
        var channel = bus.NextChannel();
        var token = bus.Silo.Token("lost");
        Told(bus.RunWith(token, "", "publish", channel, "hello")).ShouldBe("");
        var id = (string)JsonNode.Parse(bus.RunWith(token, "", "token", "inspect", "-o", "json").Output)!["jti"]!;
        await TakesHoldAsync(Operate("token", "revoke", id), () => Told(bus.RunWith(token, "", "publish", channel, "hello")).ShouldContain("unauthenticated"));
        Publish(channel, "lost").ShouldBe("", "it is another token");

        await TakesHoldAsync(Operate("tenants", "lockdown", SiloProcess.Tenant), () => bus.RunAs("alice", "publish", channel, "hello").Output.ShouldContain("locked_down"));
        await TakesHoldAsync(Operate("tenants", "release", SiloProcess.Tenant), () => Publish(channel, "alice").ShouldBe(""));
        Operate("bans", "list").Output.ShouldBe("no bans\n");
        Operate("bans", "lift", "subject", "default-tenant/alice").Error.ShouldContain("not_found");
    }

    [Fact]
    public async Task Dead_letters_are_listed_shown_replayed_and_discarded()
    {
        await using (var critic = await bus.ConnectAsync("critic"))
        {
            await Until.TrueAsync(
                "the critic can be sent to",
                () => bus.RunAs("alice", "publish", "@critic", "No good.").Code == 0,
                cancellationToken: TestContext.Current.CancellationToken);
        }

        await RejectAsync();
        var id = Letters()[0]["id"]!.ToJsonString();
        var shown = JsonNode.Parse(Admin("deadletters", "show", id, "-o", "json").Output)!;
        ((string?)shown["sender"]).ShouldBe("alice");
        ((string?)shown["envelope"]!["content"]!["text"]).ShouldBe("No good.");
        Admin("deadletters", "list", "--sender", "alice").Output.ShouldContain("of no use");
        Items(Admin("deadletters", "list", "--sender", "nobody", "-o", "json")).ShouldBeEmpty();

        var replayed = Admin("deadletters", "replay", id, "-o", "json");
        replayed.Code.ShouldBe(0, replayed.Error);
        ((string?)JsonNode.Parse(replayed.Output)!["receipt"]!["outcome"]).ShouldBe("delivered");
        Letters().ShouldBeEmpty();
        await RejectAsync();
        Admin("deadletters", "replay", "--sender", "alice", "-o", "json").Output.ShouldContain("\"delivered\": 1");
        await RejectAsync();
        Admin("deadletters", "discard", "--code", "inbox_full", "--reason", "a test", "-o", "json").Output.ShouldContain("\"discarded\": 0");
        Admin("deadletters", "discard", "--all", "--reason", "a test", "-o", "json").Output.ShouldContain("\"discarded\": 1");
        Letters().ShouldBeEmpty();
        Admin("deadletters", "discard", id, "--reason", "a test").Error.ShouldContain("not_found");

        var refused = bus.RunAs("alice", "deadletters", "list");
        refused.Code.ShouldBe(1);
        refused.Error.ShouldContain("permission_denied");
    }

    /// <summary>What a command says where it failed; empty: it did what it is for.</summary>
    private static string Told(CommandOutcome outcome) => outcome.Code == 0 ? "" : $"{outcome.Code}: {outcome.Error}";

    private string Publish(string channel, string agent) => Told(bus.RunAs(agent, "publish", channel, "hello"));

    /// <summary>A change of the tenant holds when its command returns, or the command warns that a silo has not confirmed it in time; there it holds soon.</summary>
    private static async Task TakesHoldAsync(CommandOutcome change, Action holds)
    {
        change.Code.ShouldBe(0, change.Error);
        if (change.Error.Contains("(unconfirmed)", StringComparison.Ordinal))
        {
            await Until.TrueAsync("the change is in force", () => Record.Exception(holds) is null, cancellationToken: TestContext.Current.CancellationToken);
        }

        holds();
    }

    /// <summary>Comes for what lies in the critic's inbox, and makes a dead letter of it.</summary>
    private async Task RejectAsync()
    {
        await using (var critic = await bus.ConnectAsync("critic"))
        {
            await foreach (var delivery in critic.ReadInboxAsync(TestContext.Current.CancellationToken))
            {
                await delivery.RejectAsync("of no use", TestContext.Current.CancellationToken);
                break;
            }
        }

        await Until.TrueAsync("there is a dead letter", () => Letters().Count == 1, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static List<JsonObject> Items(CommandOutcome outcome)
    {
        outcome.Code.ShouldBe(0, outcome.Error);
        return [.. JsonNode.Parse(outcome.Output)!.AsArray().Select(static item => item!.AsObject())];
    }

    private List<JsonObject> Letters() => Items(Admin("deadletters", "list", "-o", "json"));

    private CommandOutcome Admin(params string[] args) => bus.RunWith(bus.Silo.Token("ada", "admin"), "", args);

    private CommandOutcome Operate(params string[] args) => bus.RunWith(bus.Silo.Token("olga", "operator"), "", [.. args, "--admin-url", $"{bus.Silo.InternalUri}"]);
}

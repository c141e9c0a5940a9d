using System.Text.Json.Nodes;

namespace AgentBus.Cli.Tests.Bus;

/// <summary>The kill switch of the built silo, by the command line.</summary>
public sealed class KillCommandTests(BusFixture bus) : IClassFixture<BusFixture>
{
    private const string Tenant = "default-tenant";

    [Fact]
    public async Task An_operator_kills_an_agent_and_enables_it_again()
    {
        var channel = bus.NextChannel();
        await using var agent = await bus.ConnectAsync("wild");

        var killed = Operate("agents", "kill", "wild", "--reason", "a drill", "-o", "json");

        killed.Code.ShouldBe(0, killed.Error);
        var report = JsonNode.Parse(killed.Output)!;
        ((bool)report["confirmed"]!).ShouldBeTrue();
        report["steps"]!.AsArray().Single(static step => (string?)step!["action"] == "sockets")!["count"]!.GetValue<int>().ShouldBe(1);
        bus.RunAs("wild", "publish", channel, "hello").Error.ShouldContain("agent_disabled");
        Operate("agents", "kill", "wild", "--reason", "a drill").Output.ShouldContain("A send was refused: agent_disabled.");
        Operate("agents", "enable", "wild").Code.ShouldBe(0);
        bus.RunAs("wild", "publish", channel, "hello").Code.ShouldBe(0);

        var stranger = bus.RunAs("alice", "agents", "kill", "wild", "--reason", "x", "--admin-url", $"{bus.Silo.InternalUri}");
        stranger.Code.ShouldBe(1);
        stranger.Error.ShouldContain("unauthenticated");
    }

    [Fact]
    public void An_operator_kills_a_tenant_and_lets_it_go_on()
    {
        var channel = bus.NextChannel();
        bus.RunAs("bob", "publish", channel, "hello").Code.ShouldBe(0);
        var killed = Operate("tenants", "kill", Tenant, "--reason", "a drill");
        killed.Code.ShouldBe(0, killed.Error);
        bus.RunAs("bob", "publish", channel, "hello").Error.ShouldContain("locked_down");
        Operate("tenants", "enable", Tenant).Code.ShouldBe(0);
        bus.RunAs("bob", "publish", channel, "hello").Code.ShouldBe(0);
        Operate("tenants", "kill", "nobody", "--reason", "a drill").Error.ShouldContain("not_found");
    }

    private CommandOutcome Operate(params string[] args) => bus.RunWith(bus.Silo.Token("olga", "operator"), "", [.. args, "--admin-url", $"{bus.Silo.InternalUri}"]);
}

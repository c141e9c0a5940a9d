using System.Text.Json.Nodes;

namespace AgentBus.Cli.Tests.Bus;

/// <summary>What an agent may do, by the command line against the built silo (POL-18).</summary>
public sealed class PolicyCheckCommandTests(BusFixture bus) : IClassFixture<BusFixture>
{
    [Fact]
    public async Task The_exit_code_says_whether_a_call_is_allowed_and_the_agents_socket_stays_open()
    {
        var channel = bus.NextChannel();
        await using var agent = await bus.ConnectAsync("robot");

        var allowed = bus.RunAs("robot", "policies", "check", "--tool", "kubectl", "--environment", "dev", "--payload", """{"amount": 3, "target": {"repository": "shop"}}""", "-o", "json");
        allowed.Code.ShouldBe(0, allowed.Error);
        ((string?)JsonNode.Parse(allowed.Output)!["outcome"]).ShouldBe("allowed");
        bus.RunAs("robot", "policies", "check", "--to", channel, "--text", "hello", "--type", "event").Code.ShouldBe(0);
        bus.RunAs("robot", "policies", "check", "--to", "@critic", "--type", "query").Output.ShouldContain("allowed");

        var refused = bus.RunAs("robot", "policies", "check", "--operation", "create_channel", "--to", channel);
        refused.Code.ShouldBe(1);
        refused.Output.ShouldContain("permission_denied");
        bus.RunAs("robot", "policies", "check", "--to", "nowhere:x").Output.ShouldContain("not_found");
        bus.RunAs("robot", "policies", "check", "--operation", "fly").Error.ShouldContain("message_invalid");
        bus.RunAs("robot", "policies", "check", "--type", "shout").Error.ShouldContain("message_invalid");
        bus.RunAs("robot", "policies", "check", "--payload", "[1]").Code.ShouldBe(2);
        agent.State.ShouldBe(Client.AgentBusConnectionState.Connected);
    }
}

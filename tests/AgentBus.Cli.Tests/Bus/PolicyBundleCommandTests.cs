using System.Text.Json.Nodes;
using AgentBus.TestKit;

namespace AgentBus.Cli.Tests.Bus;

/// <summary>The life of a policy bundle by the command line, against the built silo (VAL-03, POL-04).</summary>
public sealed class PolicyBundleCommandTests(BusFixture bus) : IClassFixture<BusFixture>, IDisposable
{
    private const string NoDeploying = """
        package agentbus

        decision := {"allow": false, "reasons": ["No deploying on a Friday."]} if input.action == "deploy"

        else := {"allow": true}
        """;

    private readonly TemporaryDirectory _bundle = new("bundle");

    [Fact]
    public async Task A_bundle_is_pushed_put_in_force_and_taken_back()
    {
        var channel = bus.NextChannel();
        var revision = await PushAsync(NoDeploying, """
            package agentbus_test

            import data.agentbus

            test_a_deploy_is_denied if agentbus.decision.allow == false with input as {"action": "deploy"}
            """);

        Policies("activate", revision).Code.ShouldBe(0);
        var refused = bus.RunAs("alice", "publish", channel, "version 4.2", "--action", "deploy");
        refused.Code.ShouldBe(1);
        refused.Output.ShouldContain("policy_denied");
        refused.Output.ShouldContain("Friday");
        bus.RunAs("alice", "publish", channel, "a word").Code.ShouldBe(0);
        Policies("status").Output.ShouldContain(revision);

        Policies("rollback").Error.ShouldContain("no bundle before");
        Policies("activate", await PushAsync("package agentbus\n\ndecision := true", "package agentbus_test\n\ntest_all_is_well if true")).Code.ShouldBe(0);
        bus.RunAs("alice", "publish", channel, "version 4.2", "--action", "deploy").Output.ShouldNotContain("policy_denied");

        Policies("rollback").Code.ShouldBe(0);
        bus.RunAs("alice", "publish", channel, "version 4.2", "--action", "deploy").Output.ShouldContain("policy_denied");
    }

    [Fact]
    public async Task A_bundle_whose_test_fails_is_never_in_force()
    {
        var revision = await PushAsync(NoDeploying, """
            package agentbus_test

            test_that_fails if false
            """);

        var refused = Policies("activate", revision);

        refused.Code.ShouldBe(1);
        refused.Error.ShouldNotBeEmpty();
        bus.RunAs("alice", "policies", "status").Code.ShouldNotBe(0);
    }

    public void Dispose() => _bundle.Dispose();

    private async Task<string> PushAsync(string policy, string tests)
    {
        await File.WriteAllTextAsync(_bundle.File("decision.rego"), policy, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_bundle.File("decision_test.rego"), tests, TestContext.Current.CancellationToken);
        var pushed = Policies("push", _bundle.Path, "-o", "json");
        pushed.Code.ShouldBe(0, pushed.Error);
        return (string)JsonNode.Parse(pushed.Output)!["revision"]!;
    }

    private CommandOutcome Policies(params string[] args) =>
        bus.RunWith(bus.Silo.Token("olga", "operator"), "", ["policies", .. args, "--admin-url", $"{bus.Silo.InternalUri}"]);
}

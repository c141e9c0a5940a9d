using System.Text.Json.Nodes;
using AgentBus.Client;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;

namespace AgentBus.Cli.Tests.Bus;

/// <summary>A sender sends what people approved once more, by the command line and by the SDK, against the built silo (DEL-09).</summary>
public sealed class ApprovalCommandTests : IAsyncLifetime
{
    private SiloProcess _silo = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _silo = await SiloProcess.StartAsync(
        SiloSettings.WithWideLimits()
            .WithChannels("science", ["cases"], ephemeral: false)
            .With($"Tenants:{SiloProcess.Tenant}:Deliberation:UnsignedVotes", "true")
            .With($"Tenants:{SiloProcess.Tenant}:Deliberation:Rules:grant:Release", "Grant"));

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public void An_approval_is_given_with_the_publish_and_used_once()
    {
        var held = Publish("version 4.2", "--requires-approval", "--tool", "kubectl");
        ((string?)held["outcome"]).ShouldBe("held");
        var approval = (string)held["case_id"]!;
        Vote(approval).ShouldContain("\"granted\"");

        ((string?)Publish("version 4.3", "--tool", "kubectl", "--approval", approval)["code"]).ShouldBe("approval_invalid");
        ((string?)Publish("version 4.2", "--tool", "kubectl", "--approval", approval)["outcome"]).ShouldBe("delivered");
        ((string?)Publish("version 4.2", "--tool", "kubectl", "--approval", approval)["code"]).ShouldBe("approval_invalid");
    }

    [Fact]
    public async Task The_sdk_sends_it_again_and_makes_calls_part_of_what_they_belong_to()
    {
        await using var explorer = await AgentBusClient.ConnectAsync(new AgentBusOptions { Uri = _silo.WebSocketUri, Token = _silo.Token("explorer") }, Cancel);
        var message = new Envelope { MessageId = "deploy-1", ConversationId = "release", Action = "deploy", RequiresApproval = true, Content = new Content { Text = "version 5" } };
        var held = await explorer.PublishAsync("science", "cases", message, Cancel);
        held.Outcome.ShouldBe(ReceiptOutcome.Held);

        var call = new Envelope { Content = new Content { Text = "run the pipeline" } }.AsPartOf(message);
        (call.ParentId, call.ConversationId, call.RequiresApproval).ShouldBe(("deploy-1", "release", true));
        (await explorer.PublishAsync("science", "cases", new Envelope { ParentId = "deploy-1", Content = call.Content }, Cancel)).Outcome.ShouldBe(ReceiptOutcome.Held);
        Vote(held.CaseId).ShouldContain("\"granted\"");

        var again = message.WithApproval(held.CaseId);
        again.MessageId.ShouldNotBe("deploy-1");
        (await explorer.PublishAsync("science", "cases", again, Cancel)).Outcome.ShouldBe(ReceiptOutcome.Delivered);
        (await explorer.PublishAsync("science", "cases", again, Cancel)).Duplicate.ShouldBeTrue();
        (await explorer.PublishAsync("science", "cases", message.WithApproval(held.CaseId), Cancel)).Code.ShouldBe("approval_invalid");
        (await explorer.PublishAsync("science", "cases", new Envelope { ParentId = "deploy-1", Content = call.Content }, Cancel)).Outcome.ShouldBe(ReceiptOutcome.Delivered);
    }

    private JsonNode Publish(string text, params string[] options) =>
        JsonNode.Parse(Run(_silo.Token("explorer"), ["publish", "science:cases", text, .. options]).Output.Split('\n')[0])!;

    private string Vote(string caseId)
    {
        var person = _silo.Issuer.Token(SiloProcess.Tenant, "ann", ["admin"], TimeSpan.FromHours(1), type: "human");
        var voted = Run(person, "cases", "vote", caseId, "approve", "-o", "json");
        voted.Code.ShouldBe(0, voted.Error);
        return voted.Output;
    }

    private CommandOutcome Run(string token, params string[] args) => Cli.RunIn(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["AGENTBUS_URL"] = $"{_silo.WebSocketUri}", ["AGENTBUS_TOKEN"] = token }, "", args);
}

using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Policies;

public sealed class InputDocumentTests
{
    private const string Payload = """{"target": {"environment": "staging", "repository": "shop"}, "amount": 7}""";

    private static readonly Envelope Message = Scene.Message with
    {
        Type = MessageType.TaskRequest, Action = "deploy", Tool = "kubectl", Classification = Classification.Internal, EhiScore = 0.25, ConversationId = "c-1",
        Capabilities = ["reader"],
    };

    [Theory]
    [InlineData("""input.action == "deploy" """)]
    [InlineData("input.ehi_score == 0.25")]
    [InlineData("input.findings == []")]
    [InlineData("input.has_approval == false")]
    [InlineData("""input.user == {"id": "alice", "role": "agent", "type": "agent", "clearance": 1}""")]
    [InlineData("""input.tenant == {"id": "acme"}""")]
    [InlineData("""input.security_context == {"user_roles": ["agent"], "permissions": [], "environment": "prod", "compliance": {"pii_regulated": false, "sox_controlled": true}}""")]
    [InlineData("""input.target == {"type": "channel", "id": "ops:main", "room": "ops", "channel": "main", "subject": "ace.comms.agent.channel.ops:main.cmd.v1", "tool": "kubectl", "environment": "staging", "repository": "shop"}""")]
    [InlineData("not input.target.network")]
    [InlineData("""input.message.type == "task_request"; input.message.kind == "event"; input.message.priority == "medium"; input.message.classification == "internal" """)]
    [InlineData("""input.message.id == "m-1"; input.message.conversation_id == "c-1"; input.message.capabilities == ["reader"]; input.message.size == 64""")]
    [InlineData("input.message.payload.amount == 7")]
    [InlineData("not input.message.content")]
    [InlineData("not input.recent")]
    [InlineData("""object.keys(input) == {"action", "ehi_score", "findings", "has_approval", "message", "security_context", "target", "tenant", "time_ns", "user"}""")]
    public void A_policy_reads_it_in_the_input(string condition)
    {
        var scene = PolicyScene.Scene(PolicyScene.DenyWhere(condition), new FakeData(Payload));

        (scene with { Settings = scene.Settings with { Compliance = ["sox_controlled"] } }).Admit(Message).ShouldBeRefused(Code.PolicyDenied, "policy");
    }

    [Theory]
    [InlineData("""input.target.type == "agent"; input.target.id == "bob"; input.target.receivers == ["bob"] """, "bob")]
    [InlineData("""input.target.type == "agent"; not input.target.id; input.target.receivers == ["bob", "carol"] """, "bob", "carol")]
    public void Receivers_are_named(string condition, params string[] receivers)
    {
        var message = Scene.Message with { Room = "", Channel = "", Recipients = [.. receivers.Select(static r => new Recipient(EntityType.Agent, r))] };

        PolicyScene.Scene(PolicyScene.DenyWhere(condition)).Admit(message).ShouldBeRefused(Code.PolicyDenied, "policy");
    }

    [Fact]
    public void An_admin_is_one_whatever_other_roles_there_are()
    {
        var scene = PolicyScene.Scene(PolicyScene.DenyWhere("""input.user.role == "admin" """));

        (scene with { Principal = Scene.NewPrincipal(roles: ["aaa", "admin"]) }).Admit().ShouldBeRefused(Code.PolicyDenied, "policy");
    }
}

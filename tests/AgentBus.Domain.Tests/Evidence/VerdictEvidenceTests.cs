using System.Text;
using System.Text.Json;
using AgentBus.Domain.Canonical;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Evidence;

public sealed class VerdictEvidenceTests : IDisposable
{
    private static readonly string Artifact = new('a', 64);
    private static readonly Envelope Related = Scene.Message with { Action = "deploy", Tool = "helm", ConversationId = "c-1", ParentId = "m-0", Artifacts = [Artifact] };
    private readonly EvidenceBuffer _buffer = new();
    private readonly Scene _scene = new();

    public void Dispose() => _buffer.Dispose();

    [Fact]
    public void A_delivered_message_is_written_as_documented() =>
        Encode(Scene.Message).ShouldBe(
            "{\"agent_tokens\":4,\"at\":\"2026-03-01T12:00:00+00:00\","
            + "\"classification\":\"public\",\"clearance\":1,\"code\":\"none\",\"constitutional_hash\":\"cdd01ef066bc6cf2\","
            + "\"ehi\":null,\"findings\":[],\"impact\":null,\"message_id\":\"m-1\",\"outcome\":\"delivered\",\"policy_revision\":7,"
            + "\"reasons\":[],\"roles\":[\"agent\"],\"sender\":\"alice\",\"stage\":\"\","
            + "\"subject\":\"ace.comms.agent.channel.ops:main.evt.v1\",\"target\":\"ops:main\",\"tenant\":\"acme\","
            + "\"tenant_tokens\":49,\"v\":3}");

    [Fact]
    public void A_refusal_names_its_code_stage_and_reason()
    {
        using var json = JsonDocument.Parse(Encode(Scene.Message with { Subject = "ace.comms.forged" }));

        json.RootElement.GetProperty("outcome").GetString().ShouldBe("refused");
        json.RootElement.GetProperty("code").GetString().ShouldBe("permission_denied");
        json.RootElement.GetProperty("stage").GetString().ShouldBe("authorization");
        json.RootElement.GetProperty("reasons").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public void Properties_stand_in_ordinal_order()
    {
        using var json = JsonDocument.Parse(Encode(Related));

        var names = json.RootElement.EnumerateObject().Select(static p => p.Name).ToArray();

        names.ShouldBe(names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_not_stored_is_named_by_its_digest_under_a_salt()
    {
        var result = _scene.Admit(Scene.Message with { Subject = "ace.comms.forged" });
        using var json = JsonDocument.Parse(VerdictEvidence.Encode(_buffer, result.Verdict!, result.Envelope, result.Target, "0123456789abcdef"u8));

        json.RootElement.GetProperty("body_salt").GetString().ShouldBe(Convert.ToHexStringLower("0123456789abcdef"u8));
        json.RootElement.GetProperty("body_hmac").GetString().ShouldBe(ContentCommitment.Of("0123456789abcdef"u8, result.Envelope.BodyDigest.Span).ToString());
        json.RootElement.EnumerateObject().Select(static p => p.Name).ShouldBeInOrder();
    }

    [Fact]
    public void The_ledger_can_copy_it_as_it_is()
    {
        CanonicalScan.IsCanonical(Encoding.UTF8.GetBytes(Encode(Scene.Message))).ShouldBeTrue();
        CanonicalScan.IsCanonical(Encoding.UTF8.GetBytes(Encode(Related))).ShouldBeTrue();
    }

    [Fact]
    public void What_a_message_belongs_to_and_does_is_written_for_its_lineage()
    {
        using var json = JsonDocument.Parse(Encode(Related));

        json.RootElement.GetProperty("action").GetString().ShouldBe("deploy");
        json.RootElement.GetProperty("tool").GetString().ShouldBe("helm");
        json.RootElement.GetProperty("conversation_id").GetString().ShouldBe("c-1");
        json.RootElement.GetProperty("parent_id").GetString().ShouldBe("m-0");
        json.RootElement.GetProperty("artifacts").EnumerateArray().Select(static a => a.GetString()).ShouldBe([Artifact]);
    }

    [Fact]
    public void One_body_leaves_nothing_in_the_next()
    {
        var first = Encode(Scene.Message);
        Encode(Scene.Message with { MessageId = new string('x', 100) });

        Encode(Scene.Message).ShouldBe(first);
    }

    [Fact]
    public void What_a_client_writes_cannot_break_out_of_its_string()
    {
        const string Evil = "\"},\"outcome\":\"held";
        using var json = JsonDocument.Parse(Encode(Scene.Message with { MessageId = Evil }));

        json.RootElement.GetProperty("message_id").GetString().ShouldBe(Evil);
        json.RootElement.GetProperty("outcome").GetString().ShouldBe("delivered");
    }

    [Fact]
    public void Tokens_without_a_limit_are_null()
    {
        var scene = _scene with { Settings = _scene.Settings with { Quota = new QuotaSettings(0, 0, 0, 0) } };
        var result = scene.Admit();

        using var json = JsonDocument.Parse(VerdictEvidence.Encode(_buffer, result.Verdict!, result.Envelope, result.Target));

        json.RootElement.GetProperty("agent_tokens").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private string Encode(Envelope message)
    {
        var result = _scene.Admit(message);
        return Encoding.UTF8.GetString(VerdictEvidence.Encode(_buffer, result.Verdict!, result.Envelope, result.Target).Span);
    }
}

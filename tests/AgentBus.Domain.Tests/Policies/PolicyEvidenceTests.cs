using System.Text;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Policies;

public sealed class PolicyEvidenceTests : IDisposable
{
    private readonly EvidenceBuffer _buffer = new();

    public void Dispose() => _buffer.Dispose();

    [Fact]
    public void What_policies_decided_stands_in_the_evidence()
    {
        var bundle = PolicyScene.DenyWhere("true");

        Write(PolicyScene.Scene(bundle)).ShouldContain(
            $"\"policy\":{{\"decision\":\"deny\",\"revisions\":[\"{bundle.Revision}\"],\"rules\":[\"bundle/rule\"]}},\"policy_revision\":7,");
    }

    [Fact]
    public void What_is_said_beside_is_written_in_ordinal_order()
    {
        var bundle = PolicyScene.Answering("""{"allow": true, "require_hitl": true, "deliberation": "four_eyes", "reasons": ["Ask."]}""");

        Write(PolicyScene.Scene(new PolicySettings { Canary = bundle, CanaryPercent = 100 })).ShouldContain(
            "\"policy\":{\"canary\":true,\"decision\":\"deliberate\",\"deliberation\":\"four_eyes\",\"reasons\":[\"Ask.\"],"
            + $"\"revisions\":[\"{bundle.Revision}\"],\"rules\":[\"bundle/require_hitl\"]}},");
    }

    private string Write(Scene scene)
    {
        var result = scene.Admit();
        return Encoding.UTF8.GetString(VerdictEvidence.Encode(_buffer, result.Verdict!, Scene.Message, result.Target).Span);
    }
}

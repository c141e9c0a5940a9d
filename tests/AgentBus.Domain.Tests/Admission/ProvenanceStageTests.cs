using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Admission;

public sealed class ProvenanceStageTests
{
    private readonly Scene _scene = new();

    [Fact]
    public void An_empty_sender_is_filled_from_the_session()
    {
        var result = _scene.Admit(Scene.Message with { FromAgent = "" });

        result.ShouldBeDelivered();
        result.Envelope.FromAgent.ShouldBe("alice");
    }

    [Fact]
    public void A_message_in_the_name_of_another_agent_is_refused() =>
        _scene.Admit(Scene.Message with { FromAgent = "bob" }).ShouldBeRefused(Code.PermissionDenied, "provenance");

    [Fact]
    public void Ids_are_compared_by_case() =>
        _scene.Admit(Scene.Message with { FromAgent = "Alice" }).ShouldBeRefused(Code.PermissionDenied, "provenance");

    [Theory]
    [InlineData(EnvelopeKind.System)]
    [InlineData(EnvelopeKind.Error)]
    public void A_message_that_claims_to_come_from_the_bus_is_refused(EnvelopeKind kind) =>
        _scene.Admit(Scene.Message with { Kind = kind }).ShouldBeRefused(Code.PermissionDenied, "provenance");

    [Fact]
    public void The_stamp_says_what_the_credential_says()
    {
        var stamp = _scene.Admit().Stamp.ShouldNotBeNull();

        stamp.Sender.ShouldBe(new AgentKey("acme", "alice"));
        stamp.SenderType.ShouldBe(EntityType.Agent);
        stamp.SenderRoles.ShouldBe(["agent"]);
        stamp.Validated.ShouldBeTrue();
        stamp.Status.ShouldBe(MessageStatus.Delivered);
        stamp.PolicyRevision.ShouldBe("7");
    }

    [Fact]
    public void A_client_raises_ehi_and_classification()
    {
        var stamp = _scene.Admit(Scene.Message with { EhiScore = 0.6, Classification = Classification.Confidential }).Stamp.ShouldNotBeNull();

        stamp.Ehi.ShouldBe(0.6);
        stamp.Classification.ShouldBe(Classification.Confidential);
    }

    [Fact]
    public void A_client_lowers_neither_ehi_nor_classification_that_the_bus_found()
    {
        var scene = _scene with { Governance = [new RaisingStage(0.5, Classification.Confidential)] };

        var stamp = scene.Admit(Scene.Message with { EhiScore = 0, Classification = Classification.Public }).Stamp.ShouldNotBeNull();

        stamp.Ehi.ShouldBe(0.5);
        stamp.Classification.ShouldBe(Classification.Confidential);
    }

    [Fact]
    public void The_bus_does_not_lower_what_the_client_raised()
    {
        var scene = _scene with { Governance = [new RaisingStage(0.1, Classification.Internal)] };

        var stamp = scene.Admit(Scene.Message with { EhiScore = 0.6, Classification = Classification.Secret }).Stamp.ShouldNotBeNull();

        stamp.Ehi.ShouldBe(0.6);
        stamp.Classification.ShouldBe(Classification.Secret);
    }
}

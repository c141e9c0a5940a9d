using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Admission;

public sealed class ShapeStageTests
{
    private readonly Scene _scene = new();

    public static TheoryData<string, Envelope> Malformed { get; } = new()
    {
        { "no id", Scene.Message with { MessageId = "" } },
        { "id with a space", Scene.Message with { MessageId = "a b" } },
        { "id that is not ASCII", Scene.Message with { MessageId = "ä" } },
        { "long id", Scene.Message with { MessageId = new string('a', 129) } },
        { "key with a line feed", Scene.Message with { IdempotencyKey = "a\n" } },
        { "long key", Scene.Message with { IdempotencyKey = new string('a', 129) } },
        { "long parent", Scene.Message with { ParentId = new string('a', 129) } },
        { "long conversation", Scene.Message with { ConversationId = new string('a', 129) } },
        { "long correlation", Scene.Message with { CorrelationId = new string('a', 129) } },
        { "long approval", Scene.Message with { ApprovalId = new string('a', 129) } },
        { "long trace", Scene.Message with { TraceParent = new string('a', 129) } },
        { "long action", Scene.Message with { Action = new string('a', 129) } },
        { "long tool", Scene.Message with { Tool = new string('a', 129) } },
        { "no version", Scene.Message with { ProtocolVersion = "" } },
        { "no bytes", Scene.Message with { Encoded = default } },
        { "no digest", Scene.Message with { BodyDigest = default } },
        { "short digest", Scene.Message with { BodyDigest = new byte[31] } },
        { "EHI above 1", Scene.Message with { EhiScore = 1.01 } },
        { "EHI below 0", Scene.Message with { EhiScore = -0.01 } },
        { "EHI that is no number", Scene.Message with { EhiScore = double.NaN } },
        { "type of the future", Scene.Message with { Type = (MessageType)11 } },
        { "kind below all", Scene.Message with { Kind = (EnvelopeKind)(-1) } },
        { "priority of the future", Scene.Message with { Priority = (Priority)4 } },
        { "classification below public", Scene.Message with { Classification = (Classification)(-1) } },
        { "no target", Scene.Message with { Room = "", Channel = "" } },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_message_is_refused(string what, Envelope message)
    {
        what.ShouldNotBeEmpty();
        _scene.Admit(message).ShouldBeRefused(Code.MessageInvalid, "shape");
    }

    [Fact]
    public void What_the_mapper_found_wrong_is_told()
    {
        var verdict = _scene.Admit(Scene.Message with { Defect = "The key \"a\" stands twice." }).ShouldBeRefused(Code.MessageInvalid, "shape");

        verdict.Reasons.ShouldBe(["The key \"a\" stands twice."]);
    }

    [Theory]
    [InlineData(256 * 1024, true)]
    [InlineData((256 * 1024) + 1, false)]
    public void The_size_is_limited(int bytes, bool passes) =>
        _scene.Admit(Scene.Message with { Encoded = new byte[bytes] }).IsDelivered.ShouldBe(passes);

    [Theory]
    [InlineData("2.0")]
    [InlineData("0.9")]
    [InlineData("1.")]
    [InlineData("1.0.0.0")]
    [InlineData("1.x")]
    [InlineData("10")]
    [InlineData("١.0")]
    public void Another_major_version_is_refused_naming_ours(string version) =>
        _scene.Admit(Scene.Message with { ProtocolVersion = version })
            .ShouldBeRefused(Code.VersionUnsupported, "shape").Reasons[0].ShouldContain("1.0");

    [Theory]
    [InlineData("1")]
    [InlineData("1.0")]
    [InlineData("1.7")]
    [InlineData("1.2.3")]
    public void Every_minor_version_of_ours_passes(string version) =>
        _scene.Admit(Scene.Message with { ProtocolVersion = version }).ShouldBeDelivered();

    [Fact]
    public void An_expired_message_is_refused_at_the_moment_of_its_expiry() =>
        _scene.Admit(Scene.Message with { ExpiresAt = Scene.Start }).ShouldBeRefused(Code.MessageExpired, "shape");

    [Fact]
    public void A_message_that_expires_later_passes() =>
        _scene.Admit(Scene.Message with { ExpiresAt = Scene.Start.AddTicks(1) }).ShouldBeDelivered();

    [Fact]
    public void A_message_that_names_too_many_receivers_is_refused() =>
        _scene.Admit(Scene.Message with { Recipients = [.. Enumerable.Range(0, 257).Select(static i => new Recipient(EntityType.Agent, $"a{i}"))] })
            .ShouldBeRefused(Code.LimitExceeded, "shape");
}

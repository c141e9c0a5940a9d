using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using AgentBus.Silo.Gateway;
using Google.Protobuf;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Gateway.Tests.WireFormat;

public sealed class EnvelopeMapperTests
{
    private readonly EnvelopeMapper _mapper = new();

    [Fact]
    public void A_full_envelope_is_mapped_field_by_field()
    {
        var bytes = Sample.Full().ToByteArray();

        var envelope = _mapper.Map(bytes);

        envelope.Defect.ShouldBeEmpty();
        envelope.MessageId.ShouldBe("0b1c5f3e-9d2a-4a51-8b7e-2f60c1d3a001");
        envelope.Type.ShouldBe(MessageType.TaskRequest);
        envelope.Kind.ShouldBe(EnvelopeKind.Private);
        envelope.Priority.ShouldBe(Priority.High);
        envelope.Classification.ShouldBe(Classification.Confidential);
        envelope.ExpiresAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000).AddTicks(1_234_567));
        envelope.EhiScore.ShouldBe(0.25);
        envelope.RequiresApproval.ShouldBeTrue();
        envelope.EffectiveIdempotencyKey.ShouldBe("key-1");
        envelope.Encoded.ToArray().ShouldBe(bytes);
        envelope.Recipients.ShouldBe([new Recipient(EntityType.Agent, "x"), new Recipient(EntityType.Group, "crew")]);
        envelope.RequiredCapability.ShouldBe("search@2");
        envelope.Capabilities.ShouldBe(["sum"]);
        envelope.Intent.ShouldBe("summarise");
        envelope.Embedding.ShouldBe([0.5f, 1.5f]);
    }

    [Fact]
    public void Media_with_a_whole_hash_are_artifacts_once_each_and_bounded()
    {
        var hashes = Enumerable.Range(0, Envelope.MaxArtifacts + 6).Select(static i => Enumerable.Repeat((byte)i, 32).ToArray()).ToArray();
        var content = new Wire.Content { Media = { new Wire.Media { Uri = "none" }, new Wire.Media { Sha256 = ByteString.CopyFrom(1, 2, 3) } } };
        content.Media.AddRange(hashes.Concat(hashes).Select(static hash => new Wire.Media { Sha256 = ByteString.CopyFrom(hash) }));

        var envelope = _mapper.Map(new Wire.Envelope { Content = content }.ToByteArray());

        envelope.Artifacts.ShouldBe(hashes.Take(Envelope.MaxArtifacts).Select(static hash => Convert.ToHexStringLower(hash)));
    }

    [Fact]
    public void Fields_left_out_have_their_defaults()
    {
        var envelope = _mapper.Map([]);

        envelope.Type.ShouldBe(MessageType.Command);
        envelope.Priority.ShouldBe(Priority.Medium);
        envelope.Kind.ShouldBe(EnvelopeKind.Event);
        envelope.Classification.ShouldBe(Classification.Public);
        envelope.EhiScore.ShouldBeNull();
        envelope.ExpiresAt.ShouldBeNull();
    }

    [Fact]
    public void Unknown_fields_survive_when_fields_of_the_bus_are_taken_out()
    {
        byte[] unknown = [0xC0, 0x0C, 0x01];
        var clean = new Wire.Envelope { Room = "a" }.ToByteArray();
        var owned = new Wire.Envelope { ImpactScore = 1, Status = Wire.MessageStatus.Delivered }.ToByteArray();

        var envelope = _mapper.Map([.. owned, .. clean, .. unknown, .. owned]);

        envelope.Encoded.ToArray().ShouldBe([.. clean, .. unknown]);
    }

    [Fact]
    public void The_result_does_not_share_the_readers_buffer()
    {
        var bytes = new Wire.Envelope { Room = "a" }.ToByteArray();
        var envelope = _mapper.Map(bytes);

        bytes.AsSpan().Clear();

        envelope.Encoded.ToArray().ShouldBe(new Wire.Envelope { Room = "a" }.ToByteArray());
    }

    [Theory]
    [InlineData("4863", "Field 9")]
    [InlineData("5063", "Field 10")]
    [InlineData("72022863", "Field 14")]
    [InlineData("880163", "Field 17")]
    [InlineData("6A0210FF", "Field 13")]
    [InlineData("DA01020863", "Field 27")]
    public void A_value_that_this_version_does_not_know_is_a_defect(string hex, string field) =>
        _mapper.Map(Convert.FromHexString(hex)).Defect.ShouldStartWith(field);

    [Fact]
    public void A_defective_envelope_keeps_the_message_id_that_was_read()
    {
        var envelope = _mapper.Map([.. new Wire.Envelope { MessageId = "m-1" }.ToByteArray(), 0x12, 0xFF]);

        envelope.MessageId.ShouldBe("m-1");
        envelope.Defect.ShouldBe("Field 2 of the Envelope is not well-formed.");
    }

    [Fact]
    public void A_cached_text_is_not_handed_out_for_another_one()
    {
        foreach (var room in (string[])["a", "b", "ä", "b", "", "a"])
        {
            _mapper.Map(new Wire.Envelope { Room = room, Channel = "a" }.ToByteArray()).Room.ShouldBe(room);
        }
    }
}

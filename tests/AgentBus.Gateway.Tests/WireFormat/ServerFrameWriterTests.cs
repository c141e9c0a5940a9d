using System.Buffers;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using AgentBus.Protocol.Frames;
using AgentBus.Silo.Gateway;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Gateway.Tests.WireFormat;

public sealed class ServerFrameWriterTests
{
    [Fact]
    public void Receipts_are_read_back_by_Google_Protobuf() => Prop.ForAll<ulong, string[], uint>((requestId, texts, number) =>
    {
        var output = new ArrayBufferWriter<byte>();
        var fields = texts.Select((text, index) => new ReceiptFields(
            Clean(text), (Wire.Outcome)(index % 4), "held", Clean(text), (ulong)index << 60, (ulong)number * 3, "case", number, index % 2 == 0, "room", "", "quota")
        {
            Agent = Clean(text),
            AuditId = index % 3 == 0 ? "" : $"{number}",
            Recipients = index % 2 == 0 ? [] : [Recipient(Clean(text), index), Recipient("bob", -index)],
        }).ToArray();

        ServerFrameWriter.WriteReceipts(output, requestId, fields);

        var frame = Wire.ServerFrames.Parser.ParseFrom(output.WrittenSpan).Frames.ShouldHaveSingleItem();
        frame.RequestId.ShouldBe(requestId);
        frame.Receipts.Receipts_.Count.ShouldBe(fields.Length);
        for (var i = 0; i < fields.Length; i++)
        {
            var receipt = frame.Receipts.Receipts_[i];
            (Read(receipt) with { Recipients = fields[i].Recipients }).ShouldBe(fields[i]);
            receipt.Recipients.Select(Read).ShouldBe(fields[i].Recipients);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Deliveries_joined_by_appending_are_one_message()
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new DeliveryWriter("science", "general");
        var envelope = Sample.Full().ToByteArray();
        byte[] stamp = new Wire.Stamp { Sender = "alpha" }.ToByteArray();

        var first = writer.Write(output, 0xFEDCBA9876543210, 1, 1_700_000_000_000_000, envelope, stamp);
        writer.Write(output, 0xFEDCBA9876543210, 2, 1_700_000_000_000_001, [], []);
        ServerFrameWriter.Write(output, new Wire.ServerFrame { RequestId = 5, Pong = new Wire.Pong { TimeUnixMs = 1 } });

        first.ShouldBe(new Wire.ServerFrames { Frames = { Wire.ServerFrames.Parser.ParseFrom(output.WrittenSpan).Frames[0] } }.CalculateSize());
        var frames = Wire.ServerFrames.Parser.ParseFrom(output.WrittenSpan).Frames;
        frames.Count.ShouldBe(3);
        var delivery = frames[0].Delivery;
        (delivery.Room, delivery.Channel, delivery.Epoch, delivery.Sequence).ShouldBe(("science", "general", 0xFEDCBA9876543210, 1ul));
        delivery.TimeUnixUs.ShouldBe(1_700_000_000_000_000);
        delivery.Envelope.ToByteArray().ShouldBe(envelope);
        delivery.Stamp.Sender.ShouldBe("alpha");
        frames[1].Delivery.Sequence.ShouldBe(2ul);
        frames[2].Pong.TimeUnixMs.ShouldBe(1);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(0.0, 1.0)]
    [InlineData(0.5, null)]
    public void A_stamp_is_read_back_by_Google_Protobuf(double? impact, double? ehi)
    {
        var stamp = new Stamp(
            new AgentKey("t", "alpha"), EntityType.Human, ["admin", "agent"], MessageStatus.Delivered, true, impact, ehi, Classification.Internal, ["secret"], "7", "http");

        var wire = Wire.Stamp.Parser.ParseFrom(new EnvelopeCodec().EncodeStamp(stamp).Span);

        (wire.TenantId, wire.Sender, wire.SenderType).ShouldBe(("t", "alpha", Wire.EntityType.Human));
        wire.SenderRoles.ShouldBe(["admin", "agent"]);
        wire.Status.ShouldBe(Wire.MessageStatus.Delivered);
        wire.ConstitutionalValidated.ShouldBeTrue();
        (wire.HasImpactScore ? wire.ImpactScore : (double?)null).ShouldBe(impact);
        (wire.HasEhiScore ? wire.EhiScore : (double?)null).ShouldBe(ehi);
        wire.Inspection.Tags.ShouldBe(["secret"]);
        wire.PolicyRevision.ShouldBe("7");
        wire.Classification.ShouldBe(Wire.Classification.Internal);
        wire.Protocol.ShouldBe("http");
        new EnvelopeCodec().EncodeStamp(new EnvelopeCodec().ReadStamp(wire.ToByteArray())!).ToArray().ShouldBe(wire.ToByteArray());
    }

    private static ReceiptFields Recipient(string agent, int number) =>
        new("m", Wire.Outcome.Delivered, "", "", 1, (ulong)(long)number, "", 0, true, "", "", "") { Agent = agent };

    private static ReceiptFields Read(Wire.Receipt receipt) => new(
        receipt.MessageId, receipt.Outcome, receipt.Code, receipt.Reason, receipt.Epoch, receipt.Sequence, receipt.CaseId, receipt.RetryAfterMs,
        receipt.Duplicate, receipt.Room, receipt.Channel, receipt.Stage) { Agent = receipt.Agent, AuditId = receipt.AuditId };

    // FsCheck makes lone surrogates, which no Protobuf text can hold.
    private static string Clean(string? text) => new([.. (text ?? "").Where(static c => !char.IsSurrogate(c))]);
}

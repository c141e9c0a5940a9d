using System.Buffers;
using System.Reflection;
using AgentBus.Protocol.Frames;
using AgentBus.Protocol.V1;
using AgentBus.Silo.Gateway.FanOut;
using Google.Protobuf;

namespace AgentBus.Gateway.Tests.WireFormat;

public sealed class ProtocolDocumentTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "protocol.md"));

    [Fact]
    public void The_example_of_a_publish_is_what_a_client_writes()
    {
        var envelope = new Envelope
        {
            MessageId = "m-1",
            ProtocolVersion = "1.0",
            ConstitutionalHash = Model.ConstitutionalHash.Current,
            Room = "science",
            Channel = "general",
            MessageType = MessageType.Event,
            Content = new Content { Text = "hello" },
        };
        var frames = new ClientFrames { Frames = { new ClientFrame { RequestId = 1, Publish = new Publish { Envelopes = { envelope.ToByteString() } } } } };

        Example("publish").ShouldBe(Convert.ToHexStringLower(frames.ToByteArray()));
    }

    [Fact]
    public void The_example_of_a_receipt_is_what_the_bus_writes()
    {
        var output = new ArrayBufferWriter<byte>();
        ServerFrameWriter.WriteReceipts(
            output, 1, [new ReceiptFields("m-1", Outcome.Delivered, "", "", 0x0123456789ABCDEF, 7, "", 0, false, "science", "general", "")]);

        Example("receipts").ShouldBe(Convert.ToHexStringLower(output.WrittenSpan));
    }

    [Fact]
    public void Every_reason_of_a_gap_and_every_client_frame_is_described()
    {
        foreach (var reason in typeof(GapReason).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            Text.ShouldContain($"`{reason.GetRawConstantValue()}`");
        }

        foreach (var kind in Enum.GetValues<ClientFrameKind>().Where(static kind => kind != ClientFrameKind.Unknown))
        {
            Text.ShouldContain($"| `{kind}` |");
        }
    }

    private static string Example(string name)
    {
        var block = Text[Text.IndexOf($"```hex {name}\n", StringComparison.Ordinal)..].Split("```")[1];
        return string.Concat(block.Split('\n').Skip(1).Select(static line => line.Trim().Split(' ')[0]));
    }
}

using System.Buffers;
using System.Text.Json;
using AgentBus.Gateway.Tests.WireFormat;
using AgentBus.Protocol.Envelopes;
using AgentBus.Protocol.V1;
using AgentBus.Silo.Gateway.Arqon;
using AgentBus.Silo.Gateway.Encodings;
using Google.Protobuf;

namespace AgentBus.Gateway.Tests.Encodings;

/// <summary>Whatever the bus admits as bytes, it can say as text: a binary client must not be able to break those who read JSON.</summary>
public sealed class TextWritingFuzzTests
{
    [Fact]
    public void Every_envelope_that_the_reader_accepts_becomes_one_line_of_json()
    {
        var written = 0;
        for (var seed = 0; seed < Mutation.Count / 4; seed++)
        {
            var bytes = Mutation.Of(Mutation.Envelopes, seed);
            if (EnvelopeReader.TryRead(bytes, out _))
            {
                Write(JsonProtocol.Instance, bytes, seed);
                Write(ArqonDeliveries.Instance, bytes, seed);
                written++;
            }
        }

        written.ShouldBeGreaterThan(Mutation.Count / 80);
    }

    private static void Write(IDeliveryText text, byte[] envelope, int seed)
    {
        var output = new ArrayBufferWriter<byte>();
        text.Write(output, new Delivery { Room = "r", Channel = "c", Epoch = ulong.MaxValue, Sequence = 1, Envelope = ByteString.CopyFrom(envelope) });

        output.WrittenSpan.IndexOf((byte)'\n').ShouldBe(output.WrittenCount - 1, $"seed {seed}");
        using var json = JsonDocument.Parse(output.WrittenMemory, new JsonDocumentOptions { MaxDepth = 200 });
        json.RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
    }
}

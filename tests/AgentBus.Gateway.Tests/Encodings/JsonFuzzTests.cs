using System.Buffers;
using System.Text;
using AgentBus.Protocol.Frames;
using AgentBus.Protocol.V1;
using AgentBus.Silo.Gateway.Encodings;
using Google.Protobuf;

namespace AgentBus.Gateway.Tests.Encodings;

/// <summary>Whatever a client sends as text, the reader answers with a frame or with a refusal.</summary>
public sealed class JsonFuzzTests
{
    private const int Documents = 100_000;

    private static readonly string[] Seeds =
    [
        """{"request_id":1,"hello":{"protocol_versions":["1.0"],"constitutional_hash":"cdd01ef066bc6cf2","token":"t","type":"human","metadata":{"a":"b"},"capabilities":[{"name":"x"}]}}""",
        """{"request_id":"18446744073709551615","publish":{"envelopes":[{"message_id":"m","room":"science","channel":"general","message_type":"event","priority":"high","content":{"text":"\u00e4\ud83d\ude00","structured":{"a":[1,2.5e300,null,true]}},"expires_at":"2026-01-31T12:00:00Z","embedding":[0.5,-1],"recipients":[{"type":"agent","id":"a"}]}],"await_reply_ms":5}}""",
        """{"request_id":3,"subscribe":{"room":"science","channel":"general","position":{"epoch":"7","sequence":9},"since_unix_us":"-1","window":4294967295}}""",
        """{"request_id":4,"command":{"name":"history","args":{"room":"science","limit":5,"flag":true}}}""",
        """{"request_id":5,"write_context":{"context_id":"c","revision":0,"state":{"deep":{"er":[[[]]]}},"time_to_live_s":1}}""",
        """{"ack":{"room":"a","channel":"b","epoch":"1","sequences":["1",2],"kind":"retry"}}""",
    ];

    private static readonly string[] Bits =
    [
        "{", "}", "[", "]", "\"", ",", ":", "null", "true", "-", "1e999", "9999999999999999999999", "\\ud800", "\\u0000", "\ufeff", "\0", "{\"a\":", "NaN", "\"\":", "//", " ",
        "\"request_id\":2,", "\"publish\":{\"envelopes\":[\"AAAA\"]},", "\"priority\":\"PRIORITY_LOW\",", "\"message_type\":4,", "\"expires_at\":\"0001-01-01T00:00:00Z\",",
    ];

    [Fact]
    public void A_hundred_thousand_malformed_documents_are_answered()
    {
        var random = new Random(20_261_121);
        var (frames, refused) = (0, 0);
        for (var i = 0; i < Documents; i++)
        {
            var text = JsonProtocol.Instance.Read(Mutate(Seeds[random.Next(Seeds.Length)], random));

            (text.Frame is null).ShouldBe(text.Refusal is not null);
            if (text.Frame is { } frame)
            {
                frames++;
                var bytes = new ClientFrames { Frames = { frame } }.ToByteArray();
                if (ClientFrameReader.IsWellFormed(bytes))
                {
                    ClientFrames.Parser.ParseFrom(bytes).Frames.Count.ShouldBe(1);
                }
            }
            else
            {
                refused++;
                text.Refusal!.Reason.Length.ShouldBeLessThan(300);
            }
        }

        // Both ways are walked, or the mutations are worth nothing.
        frames.ShouldBeGreaterThan(1_000);
        refused.ShouldBeGreaterThan(50_000);
    }

    [Fact]
    public void Every_seed_is_a_frame_that_the_binary_reader_takes()
    {
        foreach (var seed in Seeds)
        {
            var text = JsonProtocol.Instance.Read(Encoding.UTF8.GetBytes(seed));

            text.Refusal.ShouldBeNull(seed);
            ClientFrameReader.IsWellFormed(new ClientFrames { Frames = { text.Frame } }.ToByteArray()).ShouldBeTrue(seed);
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(100_000)]
    [InlineData(500_000)]
    public void Depth_is_refused_before_it_costs_anything(int depth)
    {
        var lists = JsonProtocol.Instance.Read(Encoding.UTF8.GetBytes($$"""{"publish":{"envelopes":{{new string('[', depth)}}"""));
        var objects = JsonProtocol.Instance.Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", depth))));

        lists.Refusal.ShouldNotBeNull().Reason.ShouldContain("nested deeper than 24");
        objects.Refusal.ShouldNotBeNull();
    }

    [Fact]
    public void A_frame_is_one_line_whatever_it_holds()
    {
        var output = new ArrayBufferWriter<byte>();
        var frame = new ServerFrame { RequestId = 1, Error = new Error { Code = "c", Message = "a\nb\r\u2028\"<\u00e4" } };

        JsonProtocol.Instance.Write(output, frame);

        output.WrittenSpan.Count((byte)'\n').ShouldBe(1);
        output.WrittenSpan[^1].ShouldBe((byte)'\n');
    }

    private static byte[] Mutate(string seed, Random random)
    {
        var text = new StringBuilder(seed);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(5))
            {
                case 0:
                    text.Remove(at, Math.Min(random.Next(1, 12), text.Length - at));
                    break;
                case 1:
                    text.Insert(at, Bits[random.Next(Bits.Length)]);
                    break;
                case 2:
                    text[at] = (char)random.Next(1, 0x2100);
                    break;
                case 3:
                    text.Insert(at, text.ToString(at, Math.Min(random.Next(1, 40), text.Length - at)));
                    break;
                default:
                    text[at] = "0123456789aZ"[random.Next(12)];
                    break;
            }

            if (text.Length == 0)
            {
                text.Append('x');
            }
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        if (random.Next(20) == 0)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(128, 256);
        }

        return bytes;
    }
}

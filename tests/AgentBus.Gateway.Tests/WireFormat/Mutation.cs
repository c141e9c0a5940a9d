using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;
using Google.Protobuf;

namespace AgentBus.Gateway.Tests.WireFormat;

/// <summary>Bytes that were right before something happened to them; the seed tells what.</summary>
internal static class Mutation
{
    private const int MostChanges = 6;

    /// <summary>How many a fuzz test tries: AGENTBUS_FUZZ_FRAMES, by default 100,000.</summary>
    public static int Count => int.TryParse(Environment.GetEnvironmentVariable("AGENTBUS_FUZZ_FRAMES"), out var count) ? count : 100_000;

    /// <summary>Envelopes with various fields, a reader of any of which could go wrong.</summary>
    public static byte[][] Envelopes { get; } =
    [
        Sample.Full().ToByteArray(),
        Sample.Message().ToByteArray(),
        new Envelope { Status = MessageStatus.Failed, ImpactScore = 0.5, PerformanceMetrics = { ["a"] = 1 }, Inspection = new InspectionMetadata { Tags = { "x" } } }.ToByteArray(),
        [],
    ];

    /// <summary>Messages of a client, one with every kind of frame.</summary>
    public static byte[][] Messages { get; } =
    [
        new ClientFrames
        {
            Frames =
            {
                new ClientFrame { RequestId = 1, Hello = new Hello { ProtocolVersions = { "1.0" }, Metadata = { ["a"] = "b" }, Capabilities = { new Capability { Name = "c" } } } },
                new ClientFrame { RequestId = 300, Publish = new Publish { Envelopes = { Sample.Full().ToByteString(), Sample.Message().ToByteString() } } },
                new ClientFrame { RequestId = 3, Subscribe = new Subscribe { Room = "r", Channel = "c", Position = new Position { Epoch = 7, Sequence = 9 } } },
                new ClientFrame { Unsubscribe = new Unsubscribe { Room = "r" } },
                new ClientFrame { Command = new Command { Name = "ping", Args = { ["k"] = "v" } } },
                new ClientFrame { Ack = new Ack { Sequence = 5 } },
                new ClientFrame { Ping = new Ping() },
                new ClientFrame { Refresh = new Refresh { Token = "t" } },
            },
        }.ToByteArray(),
        new ClientFrames { Frames = { new ClientFrame { Ping = new Ping() } } }.ToByteArray(),
    ];

    /// <summary>One of the originals, changed in up to six places: bits, bytes, cuts, repeats, splices.</summary>
    public static byte[] Of(byte[][] originals, int seed)
    {
        var random = new Random(seed);
        var bytes = new List<byte>(originals[random.Next(originals.Length)]);
        for (var changes = random.Next(MostChanges + 1); changes > 0; changes--)
        {
            Change(bytes, originals, random);
        }

        return [.. bytes];
    }

    private static void Change(List<byte> bytes, byte[][] originals, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var length = random.Next(Math.Min(16, bytes.Count - at) + 1);
        switch (random.Next(6))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes.Insert(at, (byte)random.Next(256));
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.InsertRange(at, originals[random.Next(originals.Length)]);
                break;
            default:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
        }
    }
}

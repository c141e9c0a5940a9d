using System.Buffers;
using AgentBus.Protocol.Envelopes;
using AgentBus.Protocol.Frames;
using AgentBus.Protocol.V1;
using BenchmarkDotNet.Attributes;
using Google.Protobuf;

namespace AgentBus.Benchmarks;

/// <summary>Reading an envelope of 583 bytes off its span, next to Google.Protobuf, and writing a delivery around it.</summary>
[MemoryDiagnoser]
public class CodecBenchmarks
{
    private readonly byte[] _envelope = new Envelope
    {
        MessageId = "018f3a5e-7b1c-7e8a-9d3b-0c1d2e3f4a5b",
        ProtocolVersion = "1.0",
        ConstitutionalHash = "cdd01ef066bc6cf2",
        TenantId = "acme",
        FromAgent = "alice",
        Room = "ops",
        Channel = "main",
        MessageType = MessageType.Event,
        Priority = Priority.Medium,
        Content = new Content { Text = new string('x', 450) },
    }.ToByteArray();

    private readonly byte[] _stamp = new byte[60];
    private readonly DeliveryWriter _writer = new("ops", "main");
    private readonly ArrayBufferWriter<byte> _output = new(4096);

    [Benchmark]
    public int ReadOffTheSpan() => EnvelopeReader.TryRead(_envelope, out var reader) ? reader.MessageId.Length : 0;

    [Benchmark(Baseline = true)]
    public int ParseWithGoogleProtobuf() => Envelope.Parser.ParseFrom(_envelope).MessageId.Length;

    [Benchmark]
    public int WriteDelivery()
    {
        _output.ResetWrittenCount();
        return _writer.Write(_output, 1, 2, 3, _envelope, _stamp);
    }
}

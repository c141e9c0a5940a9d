using AgentBus.Protocol.Envelopes;
using AgentBus.Protocol.Frames;
using AgentBus.Protocol.V1;
using AgentBus.Silo.Gateway;

namespace AgentBus.Gateway.Tests.WireFormat;

/// <summary>AGENTBUS_FUZZ_FRAMES sets how many; the number in a failure is the seed that repeats it.</summary>
public sealed class FuzzTests
{
    [Fact]
    public void What_the_envelope_reader_accepts_Google_Protobuf_reads_the_same()
    {
        var accepted = 0;
        Try(seed => accepted += SameAsGoogle.Check(Mutation.Of(Mutation.Envelopes, seed)) ? 1 : 0);

        // Both sides of the border were seen.
        accepted.ShouldBeInRange(Mutation.Count / 20, Mutation.Count - (Mutation.Count / 20));
    }

    [Fact]
    public void The_mapper_never_throws_and_its_bytes_lack_only_what_belongs_to_the_bus()
    {
        var mapper = new EnvelopeMapper();
        Try(seed =>
        {
            var bytes = Mutation.Of(Mutation.Envelopes, seed);
            var envelope = mapper.Map(bytes);
            if (!EnvelopeReader.TryRead(bytes, out _))
            {
                envelope.Defect.ShouldNotBeEmpty();
                return;
            }

            var expected = Envelope.Parser.ParseFrom(bytes);
            expected.Status = default;
            expected.ConstitutionalValidated = false;
            expected.ImpactScore = 0;
            expected.UpdatedAt = null;
            expected.PerformanceMetrics.Clear();
            expected.Inspection = null;
            Envelope.Parser.ParseFrom(envelope.Encoded.Span).Equals(expected).ShouldBeTrue();
            EnvelopeReader.TryRead(envelope.Encoded.Span, out var again).ShouldBeTrue();
            again.HasOwnedFields.ShouldBeFalse();
            envelope.BodyDigest.Length.ShouldBe(EnvelopeBody.DigestLength);
        });
    }

    [Fact]
    public void What_the_frame_reader_accepts_Google_Protobuf_reads_the_same()
    {
        var accepted = 0;
        Try(seed =>
        {
            var message = Mutation.Of(Mutation.Messages, seed);
            if (!ClientFrameReader.IsWellFormed(message))
            {
                return;
            }

            accepted++;
            Compare(message, ClientFrames.Parser.ParseFrom(message));
        });

        accepted.ShouldBeInRange(Mutation.Count / 20, Mutation.Count - (Mutation.Count / 20));
    }

    private static void Compare(byte[] message, ClientFrames expected)
    {
        var position = 0;
        foreach (var frame in expected.Frames)
        {
            ClientFrameReader.TryReadNext(message, ref position, out var header).ShouldBeTrue();
            header.RequestId.ShouldBe(frame.RequestId);
            ((int)header.Kind).ShouldBe((int)frame.BodyCase);
            if (frame.Publish is not { } publish)
            {
                continue;
            }

            var body = message.AsSpan(header.BodyStart, header.BodyLength);
            ClientFrameReader.CountEnvelopes(body).ShouldBe(publish.Envelopes.Count);
            var offset = 0;
            foreach (var envelope in publish.Envelopes)
            {
                ClientFrameReader.TryReadEnvelope(body, ref offset, out var bytes).ShouldBeTrue();
                bytes.SequenceEqual(envelope.Span).ShouldBeTrue();
            }
        }

        ClientFrameReader.TryReadNext(message, ref position, out _).ShouldBeFalse();
    }

    private static void Try(Action<int> attempt)
    {
        for (var seed = 0; seed < Mutation.Count; seed++)
        {
            try
            {
                attempt(seed);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}", e);
            }
        }
    }
}

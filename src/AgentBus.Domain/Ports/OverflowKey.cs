using System.Buffers.Binary;
using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>By what a message in an overflow is recognised when it comes again.</summary>
/// <param name="Sender">Its sender.</param>
/// <param name="IdempotencyKey">The key that it was sent under.</param>
/// <param name="Digest">The first half of its body's digest: another body under the key is another message.</param>
/// <param name="Size">What it counts against the overflow's bound in bytes.</param>
public readonly record struct OverflowKey(AgentKey Sender, string IdempotencyKey, UInt128 Digest, int Size)
{
    // Ids, times and digest beside the blobs.
    private const int Overhead = 160;

    /// <summary>The key of a message.</summary>
    public static OverflowKey Of(AgentKey sender, AdmittedMessage message) => new(
        sender,
        message.IdempotencyKey,
        message.BodyDigest.Length < 16 ? 0 : BinaryPrimitives.ReadUInt128BigEndian(message.BodyDigest.Span),
        Overhead + message.MessageId.Length + message.IdempotencyKey.Length + message.Envelope.Length + message.Stamp.Length + message.Evidence.Length);
}

using System.Buffers.Binary;
using System.Text;

namespace AgentBus.Domain.Deliberation;

/// <summary>What encrypted content belongs to: it opens for nothing else, so that a row that was moved to another case cannot be read there.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="CaseId">The case.</param>
/// <param name="BodySha256">SHA-256 of the body that was admitted, in hex, which stays the same however often people are asked.</param>
public readonly record struct RawContentBinding(string Tenant, string CaseId, string BodySha256)
{
    /// <summary>Of a case.</summary>
    public static RawContentBinding Of(DeliberationCase of) => new(of.Tenant, of.CaseId, of.Action.BodySha256);

    /// <summary>The same as bytes, each part with its length before it.</summary>
    public byte[] ToBytes()
    {
        string[] parts = [Tenant, CaseId, BodySha256];
        var bytes = new byte[parts.Sum(static part => sizeof(int) + Encoding.UTF8.GetByteCount(part))];
        var rest = bytes.AsSpan();
        foreach (var part in parts)
        {
            var length = Encoding.UTF8.GetBytes(part, rest[sizeof(int)..]);
            BinaryPrimitives.WriteInt32BigEndian(rest, length);
            rest = rest[(sizeof(int) + length)..];
        }

        return bytes;
    }
}

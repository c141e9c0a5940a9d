using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AgentBus.Storage.Audit;

/// <summary>
/// The first eight bytes of the SHA-256 of a link. Not a quick hash: agents choose the ids in links, and who finds many with the hash of another's could push
/// that one's entries out of what is looked at. Two links may share one by chance; who looks up compares.
/// </summary>
internal static class LinkHash
{
    public static long Of(string link)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(link), digest);
        return BinaryPrimitives.ReadInt64LittleEndian(digest);
    }
}

using System.Security.Cryptography;
using AgentBus.Domain.Ledger;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>
/// The column body_digest: the SHA-256 of a message's body, and behind it the salt of what the ledger says of it (16 bytes). The salt goes with the
/// content; where that goes before the ledger took the message up, the finished commitment (32 bytes) takes its place.
/// </summary>
internal static class BodyDigest
{
    private const int SaltsAtOnce = 256;

    /// <summary>The digest alone.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> column) => column.Length > LedgerHash.Size ? column[..LedgerHash.Size] : column;

    /// <summary>The salt; empty: it went with the content.</summary>
    public static ReadOnlySpan<byte> Salt(ReadOnlySpan<byte> column) => column.Length == LedgerHash.Size + ContentCommitment.SaltBytes ? column[LedgerHash.Size..] : [];

    /// <summary>What the ledger says of the content; null: the message is older than that.</summary>
    public static LedgerHash? Commitment(ReadOnlySpan<byte> column) => (column.Length - LedgerHash.Size) switch
    {
        ContentCommitment.SaltBytes => ContentCommitment.Of(column[LedgerHash.Size..], column[..LedgerHash.Size]),
        LedgerHash.Size => LedgerHash.Of(column[LedgerHash.Size..]),
        _ => null,
    };

    /// <summary>The column without the salt.</summary>
    public static byte[] WithoutSalt(ReadOnlySpan<byte> column, bool isTakenUp) =>
        isTakenUp || Commitment(column) is not { } commitment ? Of(column).ToArray() : [.. Of(column), .. commitment.ToBytes()];

    /// <summary>Salts for new rows. For the writer's thread.</summary>
    public sealed class Salter
    {
        private readonly byte[] _salts = new byte[SaltsAtOnce * ContentCommitment.SaltBytes];
        private readonly byte[] _column = new byte[LedgerHash.Size + ContentCommitment.SaltBytes];
        private int _used = SaltsAtOnce;

        /// <summary>The column of a new row; valid until the next call. A digest of another length than SHA-256's is left as it is.</summary>
        public ReadOnlySpan<byte> Column(ReadOnlySpan<byte> digest)
        {
            if (digest.Length != LedgerHash.Size)
            {
                return digest;
            }

            if (_used == SaltsAtOnce)
            {
                RandomNumberGenerator.Fill(_salts);
                _used = 0;
            }

            digest.CopyTo(_column);
            _salts.AsSpan(_used++ * ContentCommitment.SaltBytes, ContentCommitment.SaltBytes).CopyTo(_column.AsSpan(LedgerHash.Size));
            return _column;
        }
    }
}

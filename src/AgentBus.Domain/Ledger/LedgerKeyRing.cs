using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>
/// The keys of an installation, old and new: the youngest valid one signs, all verify what was signed while they were valid. So a head from
/// before a rotation keeps its worth. Thread-safe.
/// </summary>
/// <param name="installation">The origin of the installation.</param>
/// <param name="keys">The keys.</param>
public sealed class LedgerKeyRing(string installation, ImmutableArray<LedgerKey> keys)
{
    /// <summary>The keys.</summary>
    public ImmutableArray<LedgerKey> Keys => keys;

    /// <summary>The key that signs at a time; null: none is valid.</summary>
    public LedgerKey? SignerAt(DateTimeOffset at) => keys.Where(key => key.CanSign && key.IsValidAt(at)).MaxBy(static key => key.ValidFrom);

    /// <summary>Signs a head; null: no key is valid at the time.</summary>
    public SignedTreeHead? Sign(string tenant, TreeHead head, DateTimeOffset at)
    {
        var checkpoint = Checkpoint.Unsigned(Checkpoint.OriginOf(installation, tenant), head, at);
        return SignerAt(at)?.Sign(checkpoint) is { } signed ? new SignedTreeHead(tenant, head, signed.At, signed.Note) : null;
    }

    /// <summary>Checks a checkpoint of a tenant.</summary>
    public CheckpointCheck Check(string tenant, string note)
    {
        if (Checkpoint.Read(note) is not { } checkpoint)
        {
            return new CheckpointCheck(CheckpointVerdict.Malformed, null);
        }

        var head = new SignedTreeHead(tenant, checkpoint.Head, checkpoint.At, note);
        var origin = Checkpoint.OriginOf(installation, tenant);
        if (checkpoint.Origin != origin)
        {
            return new CheckpointCheck(CheckpointVerdict.OtherOrigin, head);
        }

        var verdict = CheckpointVerdict.UnknownKey;
        foreach (var signature in checkpoint.Signatures.Where(signature => signature.Name == origin))
        {
            foreach (var key in keys.Where(key => key.Hash == signature.KeyHash))
            {
                if (!key.Verify(checkpoint.Text, signature.Signature.Span))
                {
                    return new CheckpointCheck(CheckpointVerdict.WrongSignature, head);
                }

                if (key.IsValidAt(checkpoint.At))
                {
                    return new CheckpointCheck(CheckpointVerdict.Valid, head);
                }

                verdict = CheckpointVerdict.KeyNotValidThen;
            }
        }

        return new CheckpointCheck(verdict, head);
    }
}

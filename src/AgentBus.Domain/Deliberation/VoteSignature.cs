using System.Security.Cryptography;
using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>Whether a vote is signed by a key of its voter that counts (DEL-04, SEC-20): ECDSA P-256 over SHA-256, IEEE P1363.</summary>
public static class VoteSignature
{
    /// <summary>A signature may not name a time further off than this, so that one that leaks ends soon.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromHours(1);

    private const int SignatureBytes = 64;
    private const int MaxEncoded = 128;

    /// <summary>Null where it is; <paramref name="textSha256"/> is the hash by which the same vote is recognised.</summary>
    public static Refusal? Check(DeliberationCase of, Principal voter, VoteBallot ballot, DeliberationSettings settings, DateTimeOffset now, out string textSha256)
    {
        var text = VoteText.Of(of.Tenant, of.CaseId, voter.Person, ballot);
        textSha256 = Convert.ToHexStringLower(SHA256.HashData(text));
        if (settings.UnsignedVotes && ballot.Signature.Length == 0 && ballot.KeyId.Length == 0)
        {
            // Nothing in such a vote tells one from another, so the time does: a person may come back to what they said before.
            textSha256 = "";
            return null;
        }

        var key = settings.Keys.FirstOrDefault(key => key.KeyId == ballot.KeyId);
        return key is { State: ReviewerKeyState.Active }
            && key.Subject == voter.Person
            && ballot.Expires > now
            && ballot.Expires <= now + Longest
            && Verify(key.PublicKey, text, ballot.Signature)
                ? null
                : CaseRefusals.Signature;
    }

    /// <summary>Tells whether the holder of the key signed the text; what cannot be read is not signed.</summary>
    public static bool Verify(string publicKey, ReadOnlySpan<byte> text, string signature)
    {
        Span<byte> bytes = stackalloc byte[SignatureBytes];
        if (signature.Length > MaxEncoded || !Convert.TryFromBase64String(signature, bytes, out var written) || written != SignatureBytes)
        {
            return false;
        }

        using var key = ReviewerKeys.TryRead(publicKey);
        return key is not null && key.VerifyData(text, bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AgentBus.Model;

namespace AgentBus.Domain.Admission;

/// <summary>The check of the constitutional hash, at every boundary that a message crosses (CON-01..04, BUS-13).</summary>
public static class Constitution
{
    /// <summary>The hash of the constitution that this bus goes by.</summary>
    public const string Hash = ConstitutionalHash.Current;

    private static readonly Refusal Missing = new(
        Code.ConstitutionalHashMissing, $"The constitutional hash is missing; this bus goes by {Hash}.");

    private static readonly Refusal Mismatch = new(
        Code.ConstitutionalHashMismatch, $"The constitutional hash is another one; this bus goes by {Hash}.");

    /// <summary>
    /// Null where the hash is the current one, or the previous one of a rotation. Both are compared whole, so the time tells nothing
    /// of where they differ.
    /// </summary>
    /// <param name="provided">What the sender goes by; null or empty: missing.</param>
    /// <param name="previous">The hash before the current one; empty: none is accepted.</param>
    public static Refusal? Check(string? provided, string previous = "")
    {
        if (string.IsNullOrEmpty(provided))
        {
            return Missing;
        }

        return AreEqual(provided, Hash) | AreEqual(provided, previous) ? null : Mismatch;
    }

    /// <summary>The same check as a result that other strategies can be merged into (CON-04, VAL-01).</summary>
    public static ValidationResult ValidateConstitutionalHash(string? provided) =>
        Check(provided) is { } refusal ? ValidationResult.Invalid(refusal.Reason) : ValidationResult.Valid;

    private static bool AreEqual(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(left.AsSpan()), MemoryMarshal.AsBytes(right.AsSpan()));
}

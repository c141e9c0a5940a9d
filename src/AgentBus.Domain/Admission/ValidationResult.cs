using System.Collections.Immutable;

namespace AgentBus.Domain.Admission;

/// <summary>What validation found (CON-04). Immutable and thread-safe.</summary>
/// <param name="Errors">Why it is not valid.</param>
/// <param name="Warnings">What is wrong without making it invalid.</param>
/// <param name="Metadata">What the strategies have to say beside.</param>
public sealed record ValidationResult(
    ImmutableArray<string> Errors,
    ImmutableArray<string> Warnings,
    ImmutableDictionary<string, string> Metadata)
{
    /// <summary>Nothing is wrong.</summary>
    public static ValidationResult Valid { get; } = new([], [], ImmutableDictionary<string, string>.Empty);

    /// <summary>Valid exactly where there is no error.</summary>
    public bool IsValid => Errors.IsEmpty;

    /// <summary>The constitution that was validated against.</summary>
    public string ConstitutionalHash { get; } = Constitution.Hash;

    /// <summary>One error.</summary>
    public static ValidationResult Invalid(string error) => Valid with { Errors = [error] };

    /// <summary>
    /// Joins the findings of several strategies: errors and warnings in order, metadata by key (the later one wins). Valid only where
    /// both are (VAL-11).
    /// </summary>
    public ValidationResult Merge(ValidationResult other) => new(
        Errors.AddRange(other.Errors),
        Warnings.AddRange(other.Warnings),
        Metadata.SetItems(other.Metadata));
}

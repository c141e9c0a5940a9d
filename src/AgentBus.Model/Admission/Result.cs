using Orleans;

namespace AgentBus.Model;

/// <summary>A value, or the refusal to give it. Refusals are answers, not exceptions.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="Value">The value; null exactly when refused.</param>
/// <param name="Refusal">The refusal; null exactly when there is a value.</param>
[GenerateSerializer, Immutable, Alias("agentbus.Result`1")]
public sealed record Result<T>([property: Id(0)] T? Value, [property: Id(1)] Refusal? Refusal)
    where T : class
{
    /// <summary>True when there is a value.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Value))]
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsOk => Refusal is null;

    /// <summary>Wraps a value.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>Wraps a refusal.</summary>
    public static implicit operator Result<T>(Refusal refusal) => new(null, refusal);
}

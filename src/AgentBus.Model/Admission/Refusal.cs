using Orleans;

namespace AgentBus.Model;

/// <summary>Why something other than a message was refused.</summary>
/// <param name="Code">The code.</param>
/// <param name="Reason">In words, with what to do; the same for what does not exist and what the asker may not know of.</param>
/// <param name="RetryAfter">When to try again; zero: no advice.</param>
[GenerateSerializer, Immutable, Alias("agentbus.Refusal")]
public sealed record Refusal(
    [property: Id(0)] Code Code,
    [property: Id(1)] string Reason,
    [property: Id(2)] TimeSpan RetryAfter = default)
{
    /// <summary>The one answer for what does not exist and for what belongs to another tenant (TEN-04).</summary>
    public static Refusal NotFound { get; } = new(Code.NotFound, "It does not exist, or you may not use it.");

    /// <summary>The one answer to every credential that is not valid; it does not say why.</summary>
    public static Refusal Unauthenticated { get; } = new(Code.Unauthenticated, "The credential is not valid here.");

    /// <summary>The session is over; open another.</summary>
    public static Refusal SessionExpired { get; } = new(Code.SessionExpired, "The session is over; open another one.");
}

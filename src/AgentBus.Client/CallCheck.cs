using System.Collections.Immutable;

namespace AgentBus.Client;

/// <summary>What the bus would decide of a call now. Settings and counters may be others a moment later. Immutable and thread-safe.</summary>
public sealed record CallCheck
{
    /// <summary>The verdict.</summary>
    public required CallVerdict Verdict { get; init; }

    /// <summary>It may be made.</summary>
    public bool IsAllowed => Verdict == CallVerdict.Allowed;

    /// <summary>Why not, as a code of the bus; empty where it may be made.</summary>
    public string Code { get; init; } = "";

    /// <summary>The stage of admission that decided; empty where all let it pass.</summary>
    public string Stage { get; init; } = "";

    /// <summary>Why, in words.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>The rules of policies that brought it about, each as <c>strategy/rule</c>.</summary>
    public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>The rule by which people would decide; empty: nobody would be asked.</summary>
    public string DeliberationRule { get; init; } = "";

    /// <summary>0 to 1; null: it was not scored.</summary>
    public double? ImpactScore { get; init; }

    /// <summary>0 to 1; null: it was not scored.</summary>
    public double? EhiScore { get; init; }

    /// <summary>What inspection found.</summary>
    public ImmutableArray<string> Findings { get; init; } = [];

    /// <summary>It would go without what inspection takes out.</summary>
    public bool IsRedacted { get; init; }

    /// <summary>When to try again; null: no advice.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

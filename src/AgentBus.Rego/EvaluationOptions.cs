namespace AgentBus.Rego;

/// <summary>The bounds and the circumstances of one evaluation. Immutable, so one instance may serve all evaluations.</summary>
public sealed record EvaluationOptions
{
    /// <summary>The defaults.</summary>
    public static EvaluationOptions Default { get; } = new();

    /// <summary>The most steps (rule and function calls, members visited) that an evaluation may take.</summary>
    public long MaxSteps { get; init; } = 10_000_000;

    /// <summary>The most rule and function calls that may be open at one time.</summary>
    public int MaxDepth { get; init; } = 500;

    /// <summary>The most values (and, sixteen to one, characters) that an evaluation may build.</summary>
    public long MaxSize { get; init; } = 5_000_000;

    /// <summary>The longest that an evaluation may take; null for no limit.</summary>
    public TimeSpan? Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What time.now_ns says, the same throughout an evaluation; the zero of the clock if not given, so that results can be repeated.</summary>
    public DateTimeOffset Now { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>The seed of rand.intn and uuid.rfc4122.</summary>
    public long Seed { get; init; }

    /// <summary>What opa.runtime says, an object; empty if not given.</summary>
    public RegoValue? Runtime { get; init; }

    /// <summary>Whether an error of a builtin ends the evaluation; otherwise the call is undefined.</summary>
    public bool StrictBuiltinErrors { get; init; }

    /// <summary>Receives the lines of print, in the order of evaluation; without it print does nothing.</summary>
    public Action<string>? Print { get; init; }

    /// <summary>Measures <see cref="Timeout"/>.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Ends the evaluation with an error when cancelled.</summary>
    public CancellationToken Cancellation { get; init; }
}

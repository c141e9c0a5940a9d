using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>
/// How a tenant's messages are scored, and from which scores on people decide (EHI-01..05). A message waits for people where its impact is at or
/// above its threshold, or its EHI at or above its own (T-02, T-06).
/// </summary>
[GenerateSerializer, Immutable, Alias("agentbus.ImpactSettings")]
public sealed record ImpactSettings
{
    /// <summary>What holds for tenants that say nothing.</summary>
    public static ImpactSettings Default { get; } = new();

    /// <summary>Messages are scored.</summary>
    [Id(0)] public bool Enabled { get; init; } = true;

    /// <summary>From this impact on people decide.</summary>
    [Id(1)] public double Threshold { get; init; } = 0.8;

    /// <summary>The same for single actions and tools.</summary>
    [Id(2)] public ImmutableArray<NamedScore> Thresholds { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The impact of these actions and tools is at least so (T-07).</summary>
    [Id(3)] public ImmutableArray<NamedScore> Floors { get; init => field = value.IsDefault ? [] : value; } =
        [new("delete", 0.9), new("deploy", 0.8), new("modify_prod", 0.85)];

    /// <summary>Weights of the impact's factors; a factor that is not named has the documented one.</summary>
    [Id(4)] public ImmutableArray<NamedScore> Weights { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The EHI is computed; else there is what the sender says, and it decides nothing.</summary>
    [Id(5)] public bool EhiEnabled { get; init; } = true;

    /// <summary>From this EHI on people decide.</summary>
    [Id(6)] public double EhiThreshold { get; init; } = 0.7;

    /// <summary>The same for single actions and tools.</summary>
    [Id(7)] public ImmutableArray<NamedScore> EhiThresholds { get; init => field = value.IsDefault ? [] : value; } =
        [new("delete", 0.9), new("deploy", 0.8), new("modify_prod", 0.85)];

    /// <summary>Weights of the EHI's factors; a factor that is not named has the documented one.</summary>
    [Id(8)] public ImmutableArray<NamedScore> EhiWeights { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Messages that pass all the same.</summary>
    [Id(9)] public ImmutableArray<ScoreOverride> Overrides { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What becomes of a message that could not be scored.</summary>
    [Id(10)] public StageFault OnFault { get; init; } = StageFault.Hold;
}

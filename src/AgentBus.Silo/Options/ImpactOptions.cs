using System.ComponentModel.DataAnnotations;
using AgentBus.Model;

namespace AgentBus.Silo.Options;

/// <summary>How messages are scored for their impact, and from which score on people decide (EHI-01, EHI-02). docs/impact.md names the factors.</summary>
internal sealed class ImpactOptions
{
    /// <summary>Messages are scored, for impact and EHI. Security: false lets every message pass without people.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>From this impact on people decide.</summary>
    [Range(0.0, 1.0)]
    public double Threshold { get; set; } = 0.8;

    /// <summary>The same for single actions and tools, by name.</summary>
    public IDictionary<string, double> Thresholds { get; set; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>The impact of these actions and tools is at least so; 0 takes a default away (T-07).</summary>
    public IDictionary<string, double> Floors { get; set; } = Scores.ByName(ImpactSettings.Default.Floors);

    /// <summary>Weights of factors that are to differ from the documented ones, by name.</summary>
    public IDictionary<string, double> Weights { get; set; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>What becomes of a message that could not be scored: Hold (people decide), Refuse or Pass.</summary>
    public StageFault OnFault { get; set; } = StageFault.Hold;

    /// <summary>Messages that pass though a score reaches its threshold, each for a time and a reason (EHI-05). Security: every use is in the evidence.</summary>
    public IDictionary<string, ScoreOverrideOptions> Overrides { get; set; } = new Dictionary<string, ScoreOverrideOptions>(StringComparer.Ordinal);

    /// <summary>As settings of a tenant.</summary>
    public ImpactSettings ToSettings(EhiOptions ehi) => new()
    {
        Enabled = Enabled,
        Threshold = Threshold,
        Thresholds = Scores.Of(Thresholds),
        Floors = Scores.Of(Floors),
        Weights = Scores.Of(Weights),
        EhiEnabled = ehi.Enabled,
        EhiThreshold = ehi.DefaultThreshold,
        EhiThresholds = Scores.Of(ehi.ToolThresholds),
        EhiWeights = Scores.Of(ehi.Weights),
        Overrides = [.. Overrides.OrderBy(static o => o.Key, StringComparer.Ordinal).Select(static o => o.Value.ToSettings(o.Key))],
        OnFault = OnFault,
    };
}

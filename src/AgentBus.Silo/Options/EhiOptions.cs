using System.ComponentModel.DataAnnotations;
using AgentBus.Model;

namespace AgentBus.Silo.Options;

/// <summary>The epistemic humility index: how much reason there is to ask people first (EHI-03).</summary>
internal sealed class EhiOptions
{
    /// <summary>It is computed, and decides; false: a message keeps what its sender says, and that decides nothing.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>From this EHI on people decide.</summary>
    [Range(0.0, 1.0)]
    public double DefaultThreshold { get; set; } = 0.7;

    /// <summary>The same for single actions and tools, by name (T-07).</summary>
    public IDictionary<string, double> ToolThresholds { get; set; } = Scores.ByName(ImpactSettings.Default.EhiThresholds);

    /// <summary>Weights of factors that are to differ from the documented ones, by name.</summary>
    public IDictionary<string, double> Weights { get; set; } = new Dictionary<string, double>(StringComparer.Ordinal);
}

using System.ComponentModel.DataAnnotations;
using AgentBus.Model;

namespace AgentBus.Silo.Options;

/// <summary>Lets messages pass that a threshold would hold (EHI-05). It says at least one of Sender, Action and Target.</summary>
internal sealed class ScoreOverrideOptions
{
    /// <summary>Only messages of this agent; empty: any.</summary>
    public string Sender { get; set; } = "";

    /// <summary>Only messages with this action or tool; empty: any.</summary>
    public string Action { get; set; } = "";

    /// <summary>Only messages to this target, as room:channel or the id of an agent; empty: any.</summary>
    public string Target { get; set; } = "";

    /// <summary>Only up to this impact.</summary>
    [Range(0.0, 1.0)]
    public double MaxImpact { get; set; } = 1;

    /// <summary>Only up to this EHI.</summary>
    [Range(0.0, 1.0)]
    public double MaxEhi { get; set; } = 1;

    /// <summary>Not from this moment on.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Why; never empty.</summary>
    [Required]
    public string Reason { get; set; } = "";

    /// <summary>The override under its name.</summary>
    public ScoreOverride ToSettings(string name) => new()
    {
        Name = name,
        Sender = Sender,
        Action = Action,
        Target = Target,
        MaxImpact = MaxImpact,
        MaxEhi = MaxEhi,
        ExpiresAt = ExpiresAt ?? default,
        Reason = Reason,
    };
}

using System.ComponentModel.DataAnnotations;

namespace AgentBus.Silo.Options;

/// <summary>What --demo uses.</summary>
internal sealed class DemoOptions
{
    /// <summary>The room in which the demo agents talk.</summary>
    public string Room { get; set; } = "";

    /// <summary>The channel in which they talk.</summary>
    public string Channel { get; set; } = "";

    /// <summary>How long the demo agents think before they speak; those of the shop twelve times as long.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(1);
}

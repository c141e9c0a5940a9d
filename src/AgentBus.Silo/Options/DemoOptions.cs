namespace AgentBus.Silo.Options;

/// <summary>What --demo uses.</summary>
internal sealed class DemoOptions
{
    /// <summary>The room in which the demo agents talk.</summary>
    public string Room { get; set; } = "";

    /// <summary>The channel in which they talk.</summary>
    public string Channel { get; set; } = "";
}

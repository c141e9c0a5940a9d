using AgentBus.Silo.Options;

namespace AgentBus.Silo.Demo;

/// <summary>Where a demonstration keeps its data, unless a place was named.</summary>
internal static class DemoDirectory
{
    /// <summary>Moves the data directory.</summary>
    public static void Use(AgentBusOptions options, IConfiguration configuration)
    {
        if (configuration[$"{AgentBusOptions.Section}:{nameof(AgentBusOptions.DataDir)}"] is null)
        {
            options.DataDir = Path.Combine(options.DataDir, "demo");
        }
    }
}

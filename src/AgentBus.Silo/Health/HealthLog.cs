using AgentBus.Domain.Resources;

namespace AgentBus.Silo.Health;

/// <summary>What health logs; ids 1300 to 1319.</summary>
internal static partial class HealthLog
{
    [LoggerMessage(1300, LogLevel.Warning, "Resources: {State}; memory {Memory} of {MostMemory} bytes, handles {Handles} of {MostHandles}")]
    public static partial void ResourcesChanged(ILogger logger, ResourceState state, long memory, long mostMemory, int handles, int mostHandles);
}

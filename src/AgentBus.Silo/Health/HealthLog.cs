using AgentBus.Domain.Resources;

namespace AgentBus.Silo.Health;

/// <summary>What health logs; ids 1300 to 1319.</summary>
internal static partial class HealthLog
{
    [LoggerMessage(1300, LogLevel.Warning, "Resources: {State}; memory {Memory} of {MostMemory} bytes, handles {Handles} of {MostHandles}")]
    public static partial void ResourcesChanged(ILogger logger, ResourceState state, long memory, long mostMemory, int handles, int mostHandles);

    [LoggerMessage(1301, LogLevel.Information, "Statistics: {Clients} clients, {Rooms} rooms and {Channels} channels followed, {Received} messages received and {Delivered} delivered since the start")]
    public static partial void Statistics(ILogger logger, long clients, int rooms, int channels, long received, long delivered);
}

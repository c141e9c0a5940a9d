using System.Reflection;

namespace AgentBus.Silo;

/// <summary>The version of this build.</summary>
internal static class ServerVersion
{
    /// <summary>As text, e.g. "0.1.0".</summary>
    public static string Text { get; } =
        typeof(ServerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}

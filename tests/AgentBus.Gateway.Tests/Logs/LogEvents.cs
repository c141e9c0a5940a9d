using System.Reflection;
using AgentBus.Dashboard;
using AgentBus.Grains.Hosting;
using AgentBus.Silo.Hosting;
using AgentBus.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;

namespace AgentBus.Gateway.Tests.Logs;

/// <summary>Every line that our assemblies can write.</summary>
internal static class LogEvents
{
    private static readonly Assembly[] Assemblies =
        [.. new[] { typeof(SiloHost), typeof(DashboardOptions), typeof(BusOptions), typeof(SqliteStorageOptions), typeof(ISiloBuilder) }.Select(static type => type.Assembly).Where(static assembly => !IsForeign(assembly))];

    public static IReadOnlyList<LogEvent> All { get; } =
    [
        .. from assembly in Assemblies
           from type in assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
           where attribute is not null
           orderby attribute.EventId
           select new LogEvent(attribute.EventId, attribute.EventName ?? method.Name, attribute.Level, assembly.GetName().Name!, attribute.Message),
    ];

    // The Microsoft packages, in the lane that has them.
    private static bool IsForeign(Assembly assembly) => assembly.GetName().Name!.StartsWith("Orleans.", StringComparison.Ordinal) && assembly.GetName().Name != "Orleans.Embedded";

    internal sealed record LogEvent(int Id, string Name, LogLevel Level, string Assembly, string Message);
}

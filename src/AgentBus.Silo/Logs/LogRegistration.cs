using AgentBus.Silo.Options;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;

namespace AgentBus.Silo.Logs;

/// <summary>Composes the log.</summary>
internal static class LogRegistration
{
    /// <summary>Adds the console, through which every line goes.</summary>
    public static void AddBusConsole(this ILoggingBuilder logging, LogsOptions options)
    {
        var isText = options.Format == LogFormat.Text || (options.Format == LogFormat.Auto && !Console.IsOutputRedirected);

        // A line names its trace itself, once.
        logging.Configure(static factory => factory.ActivityTrackingOptions = ActivityTrackingOptions.None);
        logging.Services.TryAddSingleton<ILogRedactor, LogRedactor>();
        logging.Services.AddSingleton<ConsoleFormatter>(services => isText
            ? new TextLogFormatter(services.GetRequiredService<ILogRedactor>(), options.ShowSensitiveDebug, services.GetRequiredService<TimeProvider>())
            : new JsonLogFormatter(services.GetRequiredService<ILogRedactor>(), options.ShowSensitiveDebug, services.GetRequiredService<TimeProvider>()));
        logging.AddConsole(console => console.FormatterName = isText ? TextLogFormatter.FormatterName : JsonLogFormatter.FormatterName);
    }
}

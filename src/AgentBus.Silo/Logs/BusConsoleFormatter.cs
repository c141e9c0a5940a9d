using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace AgentBus.Silo.Logs;

/// <summary>Writes the lines of the log, without the secrets in them. Thread-safe.</summary>
internal abstract class BusConsoleFormatter(string name, ILogRedactor redactor, bool showSensitiveDebug, TimeProvider time) : ConsoleFormatter(name)
{
    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var keeps = showSensitiveDebug && logEntry.LogLevel < LogLevel.Information;
        if (LogLine.Of(logEntry, scopeProvider, keeps ? null : redactor) is { } line)
        {
            Write(line, time.GetUtcNow(), textWriter);
        }
    }

    /// <summary>Writes a line.</summary>
    protected abstract void Write(LogLine line, DateTimeOffset at, TextWriter output);
}

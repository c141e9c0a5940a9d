using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBus.Silo.Logs;

/// <summary>What one line of the log says, without secrets.</summary>
internal sealed class LogLine
{
    private const string Template = "{OriginalFormat}";

    private LogLine(ILogRedactor? redactor) => IsSensitive = redactor is null;

    public required LogLevel Level { get; init; }

    public required string Component { get; init; }

    public required EventId Event { get; init; }

    public required string Message { get; init; }

    public required string? Exception { get; init; }

    /// <summary>The values in the message and in the scopes around it, by their field.</summary>
    public Dictionary<string, object?> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>The trace that the line belongs to, as the traceparent of the handshake or request names it; null: none.</summary>
    public string? CorrelationId { get; private init; }

    public string? SpanId { get; private init; }

    /// <summary>Nothing was taken out of it.</summary>
    public bool IsSensitive { get; }

    /// <summary>Takes a line in; null: it says nothing.</summary>
    /// <param name="entry">What is logged.</param>
    /// <param name="scopes">The scopes around it.</param>
    /// <param name="redactor">What takes secrets out; null: they stay.</param>
    public static LogLine? Of<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopes, ILogRedactor? redactor)
    {
        var message = entry.Formatter(entry.State, entry.Exception);
        if (message is null && entry.Exception is null)
        {
            return null;
        }

        var activity = Activity.Current;
        var line = new LogLine(redactor)
        {
            Level = entry.LogLevel,
            Component = entry.Category,
            Event = entry.EventId,
            Message = Clean(message ?? "", redactor),
            Exception = entry.Exception is { } exception ? Clean(exception.ToString(), redactor) : null,
            CorrelationId = activity?.TraceId.ToHexString(),
            SpanId = activity?.SpanId.ToHexString(),
        };
        scopes?.ForEachScope(static (scope, to) => to.line.Take(scope, to.redactor), (line, redactor));
        line.Take(entry.State, redactor);
        return line;
    }

    private void Take(object? state, ILogRedactor? redactor)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> values)
        {
            return;
        }

        foreach (var (name, value) in values)
        {
            if (name != Template && name.Length > 0)
            {
                Fields[LogField.Of(name)] = value is bool or int or long or double or null ? value : Clean($"{value}", redactor);
            }
        }
    }

    private static string Clean(string text, ILogRedactor? redactor) => redactor is null ? text : redactor.Redact(text);
}

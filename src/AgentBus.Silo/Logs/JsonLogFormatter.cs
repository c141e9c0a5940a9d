using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgentBus.Silo.Logs;

/// <summary>One JSON object a line (OBS-06). Whatever a client wrote stays within its string: line ends are escaped.</summary>
internal sealed class JsonLogFormatter(ILogRedactor redactor, bool showSensitiveDebug, TimeProvider time)
    : BusConsoleFormatter(FormatterName, redactor, showSensitiveDebug, time)
{
    /// <summary>By which the console finds it.</summary>
    public const string FormatterName = "agentbus-json";

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly HashSet<string> Own =
    [
        LogField.Timestamp, LogField.Level, LogField.Component, LogField.EventId, LogField.Event, LogField.Message,
        LogField.SpanId, LogField.Exception, LogField.Sensitive,
    ];

    /// <inheritdoc/>
    protected override void Write(LogLine line, DateTimeOffset at, TextWriter output)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString(LogField.Timestamp, at.UtcDateTime);
            json.WriteString(LogField.Level, LogField.Of(line.Level));
            json.WriteString(LogField.Component, line.Component);
            json.WriteNumber(LogField.EventId, line.Event.Id);
            json.WriteString(LogField.Event, line.Event.Name ?? "");
            json.WriteString(LogField.Message, line.Message);
            foreach (var (name, value) in line.Fields)
            {
                // A field cannot pass itself off as one of the line's own.
                Write(json, Own.Contains(name) ? $"_{name}" : name, value);
            }

            WriteCorrelation(json, line);
            if (line.Exception is { } exception)
            {
                json.WriteString(LogField.Exception, exception);
            }

            if (line.IsSensitive)
            {
                json.WriteBoolean(LogField.Sensitive, true);
            }

            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void WriteCorrelation(Utf8JsonWriter json, LogLine line)
    {
        if (line.CorrelationId is { } correlation && !line.Fields.ContainsKey(LogField.CorrelationId))
        {
            json.WriteString(LogField.CorrelationId, correlation);
            json.WriteString(LogField.SpanId, line.SpanId);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case bool flag: json.WriteBoolean(name, flag); break;
            case int number: json.WriteNumber(name, number); break;
            case long number: json.WriteNumber(name, number); break;
            case double number when double.IsFinite(number): json.WriteNumber(name, number); break;
            default: json.WriteString(name, $"{value}"); break;
        }
    }
}

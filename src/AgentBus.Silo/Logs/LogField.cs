using System.Text;

namespace AgentBus.Silo.Logs;

/// <summary>Names of the fields of a line (OBS-06).</summary>
internal static class LogField
{
    public const string Timestamp = "timestamp";
    public const string Level = "level";
    public const string Component = "component";
    public const string EventId = "event_id";
    public const string Event = "event";
    public const string Message = "message";
    public const string CorrelationId = "correlation_id";
    public const string SpanId = "span_id";
    public const string Exception = "exception";
    public const string Sensitive = "sensitive";

    /// <summary>The field of a placeholder in a message: MessageId is message_id.</summary>
    public static string Of(string placeholder)
    {
        var name = new StringBuilder(placeholder.Length + 4);
        for (var i = 0; i < placeholder.Length; i++)
        {
            if (char.IsUpper(placeholder[i]))
            {
                name.Append(i > 0 && !char.IsUpper(placeholder[i - 1]) ? "_" : "").Append(char.ToLowerInvariant(placeholder[i]));
            }
            else
            {
                name.Append(char.IsLetterOrDigit(placeholder[i]) ? placeholder[i] : '_');
            }
        }

        return name.ToString();
    }

    /// <summary>The level in the words of OBS-07.</summary>
    public static string Of(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARN",
        LogLevel.Error => "ERROR",
        _ => "CRITICAL",
    };
}

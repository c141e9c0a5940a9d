using System.Text;

namespace AgentBus.Silo.Logs;

/// <summary>One line for people. What a client wrote cannot steer the terminal: control characters become dots.</summary>
internal sealed class TextLogFormatter(ILogRedactor redactor, bool showSensitiveDebug, TimeProvider time)
    : BusConsoleFormatter(FormatterName, redactor, showSensitiveDebug, time)
{
    /// <summary>By which the console finds it.</summary>
    public const string FormatterName = "agentbus-text";

    /// <inheritdoc/>
    protected override void Write(LogLine line, DateTimeOffset at, TextWriter output)
    {
        output.Write($"{at.ToLocalTime():HH:mm:ss} {LogField.Of(line.Level),-8} {line.Component}[{line.Event.Id}] ");
        output.WriteLine(Printable(line.IsSensitive ? $"(sensitive) {line.Message}" : line.Message));
        if (line.Exception is { } exception)
        {
            foreach (var part in exception.ReplaceLineEndings("\n").Split('\n'))
            {
                output.WriteLine($"    {Printable(part)}");
            }
        }
    }

    private static string Printable(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var printable = new StringBuilder(text);
        for (var i = 0; i < printable.Length; i++)
        {
            printable[i] = char.IsControl(printable[i]) ? '.' : printable[i];
        }

        return printable.ToString();
    }
}

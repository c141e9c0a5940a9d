using System.Collections.Concurrent;
using System.Text;

namespace AgentBus.Cli.Tests;

/// <summary>The output of a command that runs on, line by line, while it runs. Thread-safe.</summary>
internal sealed class LineCollector : TextWriter
{
    private readonly ConcurrentQueue<string> _lines = new();

    public override Encoding Encoding => Encoding.UTF8;

    public IReadOnlyList<string> Lines => [.. _lines];

    public override void WriteLine(string? value) => _lines.Enqueue(value ?? "");
}

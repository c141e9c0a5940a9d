namespace AgentBus.Domain.Inspection;

/// <summary>A place in a text that should not leave it unseen. It never holds the text itself.</summary>
/// <param name="Type">One of <see cref="FindingTypes"/>.</param>
/// <param name="Start">The first Unicode code point, counted from 0.</param>
/// <param name="End">The code point after the last one.</param>
/// <param name="Score">How sure: 0 to 1.</param>
/// <param name="Detector">Which rule found it: a stable name.</param>
public readonly record struct Finding(string Type, int Start, int End, double Score, string Detector)
{
    /// <summary>The first byte of the UTF-8 text.</summary>
    public int ByteStart { get; init; }

    /// <summary>The byte after the last one.</summary>
    public int ByteEnd { get; init; }
}

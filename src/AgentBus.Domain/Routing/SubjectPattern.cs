namespace AgentBus.Domain.Routing;

/// <summary>
/// A pattern of subjects, taken apart once: <c>*</c> is one part, a trailing <c>*</c> the rest, which is at least one part (T-34).
/// Immutable and thread-safe.
/// </summary>
public sealed class SubjectPattern
{
    private readonly string[] _parts;

    private SubjectPattern(string text, string[] parts)
    {
        Text = text;
        _parts = parts;
    }

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <summary>Reads a pattern; null where a part is empty or mixes <c>*</c> with text.</summary>
    public static SubjectPattern? Parse(string text)
    {
        var parts = text.Split('.');
        return Array.TrueForAll(parts, static p => p == "*" || (p.Length > 0 && !p.Contains('*'))) ? new(text, parts) : null;
    }

    /// <summary>Tells whether a subject falls under the pattern. It compares ordinally.</summary>
    public bool Matches(ReadOnlySpan<char> subject)
    {
        for (var i = 0; i < _parts.Length; i++)
        {
            var last = i == _parts.Length - 1;
            var dot = subject.IndexOf('.');
            var part = dot < 0 ? subject : subject[..dot];
            if (part.IsEmpty || (_parts[i] is var wanted && wanted != "*" && !part.SequenceEqual(wanted)))
            {
                return false;
            }

            if (last)
            {
                return dot < 0 || wanted == "*";
            }

            if (dot < 0)
            {
                return false;
            }

            subject = subject[(dot + 1)..];
        }

        return false;
    }
}

namespace AgentBus.Silo.Json;

/// <summary>What reading JSON into a message found out. Belongs to one reading; not thread-safe.</summary>
internal sealed class JsonFindings
{
    private const int MaxNoted = 16;
    private const int MaxName = 64;

    private readonly List<string> _unknown = [];

    /// <summary>The first thing that is wrong, as a sentence; empty: nothing.</summary>
    public string Defect { get; private set; } = "";

    /// <summary>Fields that the message does not have, by path; the first of many.</summary>
    public IReadOnlyList<string> Unknown => _unknown;

    /// <summary>Notes what is wrong; the first counts.</summary>
    public void Wrong(string path, string what)
    {
        if (Defect.Length == 0)
        {
            Defect = $"The field {path} {what}.";
        }
    }

    /// <summary>Notes a field that is not known. The name came from outside and may be anything, so it is cut and cleaned.</summary>
    public void NotKnown(string path)
    {
        if (_unknown.Count < MaxNoted)
        {
            var shown = path.Length > MaxName ? path[..MaxName] : path;
            _unknown.Add(string.Concat(shown.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '[' or ']' ? c : '?')));
        }
    }
}

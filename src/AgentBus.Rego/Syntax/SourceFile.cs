namespace AgentBus.Rego.Syntax;

/// <summary>A module's text with its line starts.</summary>
internal sealed class SourceFile
{
    private const int ExcerptWidth = 160;
    private readonly Lazy<int[]> _lineStarts;

    public SourceFile(string name, string text)
    {
        Name = name;
        Text = text;
        _lineStarts = new Lazy<int[]>(FindLines);
    }

    public string Name { get; }

    public string Text { get; }

    public SourceLocation Locate(int offset)
    {
        var line = LineIndex(offset);
        return new SourceLocation(Name, line + 1, offset - _lineStarts.Value[line] + 1);
    }

    public int LineOf(int offset) => LineIndex(offset) + 1;

    /// <summary>The line at the offset, and below it a caret.</summary>
    public string Excerpt(int offset)
    {
        var start = _lineStarts.Value[LineIndex(offset)];
        var column = offset - start;
        var from = column > ExcerptWidth / 2 ? offset - (ExcerptWidth / 2) : start;
        var end = from;
        while (end < Text.Length && Text[end] is not ('\n' or '\r') && end - from < ExcerptWidth)
        {
            end++;
        }

        var indent = string.Concat(Text[from..Math.Min(offset, end)].Select(c => c == '\t' ? '\t' : ' '));
        return Text[from..end] + "\n" + indent + "^";
    }

    public string LineText(int line)
    {
        var start = _lineStarts.Value[line - 1];
        var end = line < _lineStarts.Value.Length ? _lineStarts.Value[line] : Text.Length;
        return Text[start..end].TrimEnd('\r', '\n');
    }

    private int LineIndex(int offset)
    {
        var index = Array.BinarySearch(_lineStarts.Value, offset);
        return index >= 0 ? index : ~index - 1;
    }

    private int[] FindLines()
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < Text.Length; i++)
        {
            if (Text[i] == '\n')
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }
}

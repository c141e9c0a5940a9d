namespace AgentBus.Rego;

/// <summary>A place in a source file. Line and column count from 1, the column in UTF-16 units.</summary>
/// <param name="File">The name under which the module was given.</param>
/// <param name="Line">The line.</param>
/// <param name="Column">The column.</param>
public sealed record SourceLocation(string File, int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}:{Column}";
}

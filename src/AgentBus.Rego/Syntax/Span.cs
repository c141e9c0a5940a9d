namespace AgentBus.Rego.Syntax;

/// <summary>Where a node begins in its source. Two nodes with different places are still the same syntax, so all spans are equal.</summary>
internal readonly struct Span(SourceFile? file, int offset) : IEquatable<Span>
{
    public static Span None => default;

    public SourceFile? File { get; } = file;

    public int Offset { get; } = offset;

    public static bool operator ==(Span left, Span right) => left.Equals(right);

    public static bool operator !=(Span left, Span right) => !left.Equals(right);

    public bool Equals(Span other) => true;

    public override bool Equals(object? obj) => obj is Span;

    public override int GetHashCode() => 0;

    public RegoError Error(string code, string reason) =>
        File is null ? new RegoError(code, reason) : new RegoError(code, reason, Location(), File.Excerpt(Offset));

    public SourceLocation? Location() => File?.Locate(Offset);
}

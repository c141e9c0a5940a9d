namespace AgentBus.Rego.Values;

internal sealed class RegoString : RegoValue
{
    private int _hash;

    private RegoString(string text) => Text = text;

    public static RegoString Empty { get; } = new(string.Empty);

    public override RegoKind Kind => RegoKind.String;

    public string Text { get; }

    public override int Count => CodePoints.Count(Text);

    public static new RegoString Of(string text) => text.Length == 0 ? Empty : new RegoString(text);

    private protected override bool SameContent(RegoValue other) => string.Equals(Text, ((RegoString)other).Text, StringComparison.Ordinal);

    private protected override int ContentHash()
    {
        if (_hash == 0)
        {
            _hash = Text.GetHashCode(StringComparison.Ordinal) | 1;
        }

        return _hash;
    }
}

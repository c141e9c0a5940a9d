namespace AgentBus.Rego.Values;

internal sealed class RegoNull : RegoValue
{
    private RegoNull()
    {
    }

    public static RegoNull Instance { get; } = new();

    public override RegoKind Kind => RegoKind.Null;

    private protected override bool SameContent(RegoValue other) => true;

    private protected override int ContentHash() => 17;
}

namespace AgentBus.Rego.Values;

internal sealed class RegoBoolean : RegoValue
{
    private RegoBoolean(bool value) => Value = value;

    public static RegoBoolean True { get; } = new(true);

    public static RegoBoolean False { get; } = new(false);

    public override RegoKind Kind => RegoKind.Boolean;

    public bool Value { get; }

    public static new RegoBoolean Of(bool value) => value ? True : False;

    private protected override bool SameContent(RegoValue other) => ReferenceEquals(this, other);

    private protected override int ContentHash() => Value ? 31 : 37;
}

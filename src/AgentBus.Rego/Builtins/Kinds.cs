namespace AgentBus.Rego.Builtins;

/// <summary>Sets of value kinds; the bits follow the order of <see cref="RegoKind"/>.</summary>
[Flags]
internal enum Kinds
{
    None = 0,
    Null = 1 << RegoKind.Null,
    Boolean = 1 << RegoKind.Boolean,
    Number = 1 << RegoKind.Number,
    String = 1 << RegoKind.String,
    Array = 1 << RegoKind.Array,
    Object = 1 << RegoKind.Object,
    Set = 1 << RegoKind.Set,
    Any = Null | Boolean | Number | String | Array | Object | Set,
}

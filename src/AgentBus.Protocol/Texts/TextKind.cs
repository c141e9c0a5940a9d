namespace AgentBus.Protocol.Texts;

/// <summary>What a text of an envelope is.</summary>
public enum TextKind
{
    /// <summary>A text field, a header's value, a string of a Struct.</summary>
    Text,

    /// <summary>The name of an entry: of a header, of a field of a Struct.</summary>
    Key,

    /// <summary>A number of a Struct, written as JSON writes it.</summary>
    Number,

    /// <summary>Bytes that the schema does not know, or knows as bytes: they may hold a text, and cannot be changed in part.</summary>
    Opaque,
}

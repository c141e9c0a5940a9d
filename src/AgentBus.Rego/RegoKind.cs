namespace AgentBus.Rego;

/// <summary>The kinds of Rego values, in the order in which Rego sorts values of different kinds.</summary>
public enum RegoKind
{
    /// <summary>The null value.</summary>
    Null,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>An exact integer or a decimal fraction.</summary>
    Number,

    /// <summary>A Unicode string.</summary>
    String,

    /// <summary>An ordered sequence.</summary>
    Array,

    /// <summary>A mapping; keys may be of any kind.</summary>
    Object,

    /// <summary>An unordered collection of distinct values.</summary>
    Set,
}

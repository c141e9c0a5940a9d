namespace AgentBus.Domain.Canonical;

/// <summary>Why a value has no canonical form (RFC 8785 section 3.1: what it takes is I-JSON).</summary>
public enum CanonicalFault
{
    /// <summary>It has one.</summary>
    None,

    /// <summary>It is no JSON at all.</summary>
    NotJson,

    /// <summary>An object has the same name twice, so that readers may differ in what it says.</summary>
    DuplicateName,

    /// <summary>A text is no Unicode: half of a surrogate pair, or broken UTF-8.</summary>
    InvalidText,

    /// <summary>A number is too large for IEEE 754 double precision, or none.</summary>
    NumberOutOfRange,

    /// <summary>It is nested deeper than <see cref="CanonicalJson.MaxDepth"/>.</summary>
    TooDeep,
}

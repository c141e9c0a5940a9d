namespace AgentBus.Rego.Evaluate;

internal enum GroupKind
{
    /// <summary>One value.</summary>
    Complete,

    /// <summary>A set, by its elements.</summary>
    Set,

    /// <summary>An object, by paths of which some part is a variable.</summary>
    Object,

    /// <summary>A function.</summary>
    Function,
}

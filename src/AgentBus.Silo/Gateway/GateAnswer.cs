namespace AgentBus.Silo.Gateway;

/// <summary>Whether one more connection may come in.</summary>
internal enum GateAnswer
{
    /// <summary>It may.</summary>
    Welcome,

    /// <summary>The silo has as many as it may.</summary>
    Full,

    /// <summary>The address has as many as it may.</summary>
    TooManyFromAddress,

    /// <summary>The address opens them too fast.</summary>
    TooFast,

    /// <summary>The silo is over a limit of its resources.</summary>
    Overloaded,

    /// <summary>The silo is going away.</summary>
    Draining,
}

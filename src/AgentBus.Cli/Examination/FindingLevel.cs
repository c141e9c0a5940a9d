namespace AgentBus.Cli.Examination;

/// <summary>How bad it is.</summary>
internal enum FindingLevel
{
    Ok,

    /// <summary>It works, and will not for long, or not well.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Wrong,
}

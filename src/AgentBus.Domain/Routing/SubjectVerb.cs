namespace AgentBus.Domain.Routing;

/// <summary>The verb of a subject (ENV-12).</summary>
public enum SubjectVerb
{
    /// <summary>Do something.</summary>
    Cmd,

    /// <summary>Something happened.</summary>
    Evt,

    /// <summary>Tell me something.</summary>
    Qry,

    /// <summary>An answer.</summary>
    Rsp,

    /// <summary>An error.</summary>
    Err,
}

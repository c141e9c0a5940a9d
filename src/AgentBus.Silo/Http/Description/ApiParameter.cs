namespace AgentBus.Silo.Http;

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="In">path, query or header.</param>
/// <param name="What">What it is for, its default and bounds.</param>
/// <param name="Type">string or integer.</param>
internal sealed record ApiParameter(string Name, string In, string What, string Type = "string")
{
    /// <summary>A part of the path.</summary>
    public static ApiParameter Path(string name, string what) => new(name, "path", what);

    /// <summary>A parameter of the query.</summary>
    public static ApiParameter Query(string name, string what, string type = "string") => new(name, "query", what, type);

    /// <summary>A header.</summary>
    public static ApiParameter Header(string name, string what) => new(name, "header", what);

    /// <summary>Where a list goes on.</summary>
    public static ApiParameter Cursor { get; } = Query(ApiCursor.Parameter, "The next_cursor of the page before; absent: from the beginning.");
}

namespace AgentBus.Dashboard;

/// <summary>Where pages are.</summary>
internal static class DashboardPaths
{
    /// <summary>Everything of the dashboard is below.</summary>
    public const string Root = "/dashboard";

    /// <summary>What waits.</summary>
    public const string Queue = Root + "/queue";

    /// <summary>One case, below.</summary>
    public const string Cases = Root + "/cases";

    /// <summary>What was decided.</summary>
    public const string Decided = Root + "/decided";

    /// <summary>Figures.</summary>
    public const string Overview = Root + "/overview";

    /// <summary>Keys of reviewers.</summary>
    public const string Keys = Root + "/keys";

    /// <summary>Asks who is there.</summary>
    public const string SignIn = Root + "/sign-in";

    /// <summary>Ends the session.</summary>
    public const string SignOut = Root + "/sign-out";

    /// <summary>Light or dark.</summary>
    public const string Theme = Root + "/theme";

    /// <summary>Tells whether the session holds; 204 or 401.</summary>
    public const string Session = Root + "/session";

    /// <summary>What changes, as server-sent events.</summary>
    public const string Events = Root + "/events";

    /// <summary>Files that are the same for everybody.</summary>
    public const string Assets = Root + "/assets";

    /// <summary>A path of the dashboard that somebody named as the way back; the queue where it is none of ours, climbs out with dots, also with encoded ones, or could not stand in a header.</summary>
    public static string Back(string? path) =>
        path is { Length: < 2_048 } && path.StartsWith(Root + "/", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal) && path.All(static letter => letter is > ' ' and <= '~')
            && !path.Contains("..", StringComparison.Ordinal) && !path.Contains("%2e", StringComparison.OrdinalIgnoreCase)
            && !path.StartsWith(SignIn, StringComparison.Ordinal) && !path.StartsWith(SignOut, StringComparison.Ordinal)
            ? path
            : Queue;
}

using Microsoft.Extensions.Logging;

namespace AgentBus.Dashboard;

/// <summary>What the dashboard logs; ids 3601 to 3629. Never credentials, cookies or content.</summary>
internal static partial class DashboardLog
{
    [LoggerMessage(3601, LogLevel.Information, "{Viewer} signed in to the dashboard from {Address}")]
    public static partial void SignedIn(ILogger logger, string viewer, string address);

    [LoggerMessage(3602, LogLevel.Information, "{Viewer} signed out of the dashboard")]
    public static partial void SignedOut(ILogger logger, string viewer);

    [LoggerMessage(3603, LogLevel.Warning, "A sign-in to the dashboard from {Address} was refused: {Reason}")]
    public static partial void SignInRefused(ILogger logger, string address, string reason);

    [LoggerMessage(3604, LogLevel.Warning, "The dashboard session of {Viewer} was ended: {Reason}")]
    public static partial void SessionEnded(ILogger logger, string viewer, string reason);

    [LoggerMessage(3605, LogLevel.Warning, "It could not be asked whether the dashboard session of {Viewer} holds; it is asked again")]
    public static partial void NotChecked(ILogger logger, Exception fault, string viewer);

    [LoggerMessage(3606, LogLevel.Warning, "{Method} {Path} from {Address} was not sent from a page of the dashboard and is refused")]
    public static partial void ForeignForm(ILogger logger, string method, string path, string address);

    [LoggerMessage(3607, LogLevel.Error, "The page {Page} failed")]
    public static partial void PageFailed(ILogger logger, Exception fault, string page);
}

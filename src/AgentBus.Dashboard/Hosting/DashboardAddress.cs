namespace AgentBus.Dashboard;

/// <summary>Addresses of the dashboard for those who lead somebody there.</summary>
internal static class DashboardAddress
{
    /// <summary>Signs somebody in with a pass.</summary>
    public static string SignInWith(string pass) => $"{DashboardPaths.SignIn}?{SignInDesk.PassField}={Uri.EscapeDataString(pass)}";
}

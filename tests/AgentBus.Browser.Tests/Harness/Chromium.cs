using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Harness;

/// <summary>The browser of the machine: AGENTBUS_CHROMIUM, else the first that is installed.</summary>
internal static class Chromium
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    // Root has no sandbox in a container, and /dev/shm is small there.
    private static readonly string[] Arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"];

    /// <summary>Where it is; null: nowhere.</summary>
    public static string? Find() =>
        Environment.GetEnvironmentVariable("AGENTBUS_CHROMIUM") is { Length: > 0 } named ? named : Places.FirstOrDefault(File.Exists);

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Find(), Args = Arguments });
}

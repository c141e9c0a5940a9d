using AgentBus.Browser.Tests.Harness;
using AgentBus.TestKit;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Looks;

/// <summary>A way of looking at the pages.</summary>
internal enum Sight
{
    /// <summary>At a desk, light.</summary>
    Light,

    /// <summary>At a desk, dark.</summary>
    Dark,

    /// <summary>On a phone, light.</summary>
    Phone,
}

/// <summary>What a sight means for the browser, and where its pictures go.</summary>
internal static class Sights
{
    private const string Switch = "AGENTBUS_SCREENSHOTS";

    public static BrowserNewContextOptions Of(Sight sight) => new()
    {
        ColorScheme = sight == Sight.Dark ? ColorScheme.Dark : ColorScheme.Light,
        ViewportSize = sight == Sight.Phone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1_200, Height = 800 },
        Locale = "en-GB",
        TimezoneId = "Europe/Berlin",
    };

    /// <summary>With AGENTBUS_SCREENSHOTS=1 keeps a picture of the page for the documents.</summary>
    public static async Task KeepAsync(Seat seat, string name, Sight sight)
    {
        if (Environment.GetEnvironmentVariable(Switch) == "1")
        {
            var folder = Directory.CreateDirectory(Path.Combine(BuiltOutput.Root, "docs", "images"));
            await seat.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder.FullName, $"{name}-{sight.ToString().ToLowerInvariant()}.png"), Scale = ScreenshotScale.Css });
        }
    }
}

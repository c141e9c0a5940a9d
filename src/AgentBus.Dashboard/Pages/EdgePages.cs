using AgentBus.Model;
using Microsoft.AspNetCore.Http;

namespace AgentBus.Dashboard;

/// <summary>What people see who are turned away before any page is looked at: the reason in words, as a page. Thread-safe.</summary>
internal sealed class EdgePages(PageWriter writer)
{
    /// <summary>A person at a browser asks, or a module of a page.</summary>
    public static bool IsFor(HttpRequest request) =>
        request.Path.StartsWithSegments(DashboardPaths.Root, StringComparison.Ordinal) && (PageWriter.WantsPage(request) || request.Headers.ContainsKey(PageWriter.FragmentHeader));

    /// <summary>A file that is the same for everybody, without which such a page has no looks. It costs nothing but its bytes.</summary>
    public static bool IsAsset(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Path.StartsWithSegments(DashboardPaths.Assets, StringComparison.Ordinal);

    /// <summary>Tells them.</summary>
    public Task WriteAsync(HttpContext context, Refusal refusal, int status)
    {
        PageHeaders.Put(context);
        return writer.WriteAsync(context, refusal, status: status);
    }
}

using Microsoft.AspNetCore.Http;

namespace AgentBus.Dashboard;

/// <summary>The keys with which reviewers sign.</summary>
internal sealed class KeysPages : IPageGroup
{
    /// <inheritdoc/>
    public IEnumerable<PageOperation> Operations => [new(HttpMethods.Get, DashboardPaths.Keys, ShowAsync)];

    private static Task<PageAnswer> ShowAsync(PageCall call) => Task.FromResult<PageAnswer>(PageAnswer.PageOf<Components.KeysPage>("Keys"));
}

using AgentBus.Model;
using Microsoft.AspNetCore.Http;

namespace AgentBus.Dashboard;

/// <summary>What open pages ask for by themselves: what changes, and whether the session holds.</summary>
internal sealed class LivePages(EventStream stream, TimeProvider time) : IPageGroup
{
    private static readonly Refusal TooMany = new(Code.LimitExceeded, "Too many pages of this session follow what changes; close some.");

    /// <inheritdoc/>
    public IEnumerable<PageOperation> Operations =>
    [
        new(HttpMethods.Get, DashboardPaths.Events, FollowAsync),
        new(HttpMethods.Get, DashboardPaths.Session, HoldsAsync),
    ];

    private async Task<PageAnswer> FollowAsync(PageCall call)
    {
        if (!call.Session.TryOpenStream(EventStream.MaxOfSession))
        {
            return TooMany;
        }

        try
        {
            await stream.ServeAsync(call);
            return PageAnswer.Done.Answer;
        }
        finally
        {
            call.Session.CloseStream(time.GetTimestamp());
        }
    }

    private static Task<PageAnswer> HoldsAsync(PageCall call)
    {
        call.Context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.FromResult<PageAnswer>(PageAnswer.Done.Answer);
    }
}

using System.Text;
using AgentBus.Services;
using Microsoft.AspNetCore.Http;

namespace AgentBus.Dashboard;

/// <summary>What is over: how it ended, by whose votes, with its receipt.</summary>
internal sealed class DecidedPages(CaseReview review, IReceiptKeys keys) : IPageGroup
{
    /// <summary>So many cases are in one file, of those that match the newest; the bus has all (<c>agentbus cases export</c>).</summary>
    public const int MaxExport = 1_000;

    private const int Limit = 50;
    private const int ExportPage = 200;
    private const string LinesType = "application/jsonl; charset=utf-8";

    /// <inheritdoc/>
    public IEnumerable<PageOperation> Operations =>
    [
        new(HttpMethods.Get, DashboardPaths.Decided, ShowAsync),
        new(HttpMethods.Get, DashboardPaths.Decided + "/export", ExportAsync),
        new(HttpMethods.Get, DashboardPaths.Decided + "/ledger.pub.pem", KeysAsync),
    ];

    private async Task<PageAnswer> ShowAsync(PageCall call)
    {
        var query = QueueQuery.Of(call);
        var listed = await review.ListAsync(call.Caller, query.Filter(isOver: true, Limit));
        return !listed.IsOk ? listed.Refusal : PageAnswer.PageOf<Components.DecidedPage>(
            "Decided", (nameof(Components.DecidedPage.Query), query), (nameof(Components.DecidedPage.Page), listed.Value)) with
        {
            Modules = ["receipts.js"],
        };
    }

    /// <summary>Each case that matches whole, one a line, the newest first.</summary>
    private async Task<PageAnswer> ExportAsync(PageCall call)
    {
        var query = QueueQuery.Of(call);
        using var lines = new MemoryStream();
        for (var left = MaxExport; left > 0;)
        {
            var listed = await review.ListAsync(call.Caller, query.Filter(isOver: true, Math.Min(left, ExportPage)));
            if (!listed.IsOk)
            {
                return listed.Refusal;
            }

            foreach (var of in listed.Value.Cases)
            {
                call.Aborted.ThrowIfCancellationRequested();
                var shown = await review.ShowAsync(call.Caller, of.CaseId);
                if (shown.IsOk)
                {
                    CaseJson.Write(lines, shown.Value);
                    left--;
                }
            }

            if (listed.Value.Next.Length == 0)
            {
                break;
            }

            query = query with { After = listed.Value.Next };
        }

        return new PageAnswer.Content(lines.ToArray(), LinesType) { FileName = $"cases-{call.Viewer.Tenant}.jsonl" };
    }

    private Task<PageAnswer> KeysAsync(PageCall call) =>
        Task.FromResult<PageAnswer>(new PageAnswer.Content(Encoding.ASCII.GetBytes(keys.Pem), "application/x-pem-file") { FileName = "ledger.pub.pem" });
}

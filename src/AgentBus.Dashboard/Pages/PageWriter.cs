using System.Collections.Immutable;
using System.Net.Mime;
using AgentBus.Domain.Codes;
using AgentBus.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AgentBus.Dashboard;

/// <summary>Writes answers as browsers want them. Thread-safe.</summary>
internal sealed class PageWriter(PageRenderer renderer, AssetStore assets)
{
    /// <summary>A request of a module for a part of a page says so.</summary>
    public const string FragmentHeader = "X-Fragment";

    private const string HtmlType = "text/html; charset=utf-8";

    /// <summary>Somebody wants to look at the answer.</summary>
    public static bool WantsPage(HttpRequest request) => ((string?)request.Headers.Accept)?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Writes the answer to a viewer's request.</summary>
    public async Task WriteAsync(HttpContext context, PageAnswer answer, Viewer? viewer, string formToken)
    {
        switch (answer)
        {
            case PageAnswer.Page page:
                await WriteAsync(context, page.Status, await renderer.DocumentAsync(Frame(context, viewer, formToken, page.Modules), page.Title, page.Component, page.Parameters));
                break;
            case PageAnswer.Fragment fragment:
                await WriteAsync(context, fragment.Status, await renderer.FragmentAsync(Frame(context, viewer, formToken, []), fragment.Component, fragment.Parameters));
                break;
            case PageAnswer.Content content:
                await WriteAsync(context, content);
                break;
            case PageAnswer.Refused refused:
                await WriteAsync(context, refused.Refusal, viewer, formToken);
                break;
            case PageAnswer.Redirect redirect:
                context.Response.StatusCode = StatusCodes.Status303SeeOther;
                context.Response.Headers.Location = redirect.Path;
                break;
        }
    }

    /// <summary>Writes a refusal in words: as a page, or as a part of one where that was asked for.</summary>
    public Task WriteAsync(HttpContext context, Refusal refusal, Viewer? viewer = null, string formToken = "", int? status = null)
    {
        var code = status ?? CodeTable.Of(refusal.Code).HttpStatus;
        if (refusal.RetryAfter > TimeSpan.Zero)
        {
            context.Response.Headers.RetryAfter = $"{Math.Max(1, Math.Ceiling(refusal.RetryAfter.TotalSeconds))}";
        }

        var problem = ProblemText.Of(refusal, code);
        var parameters = ImmutableDictionary<string, object?>.Empty
            .Add(nameof(Components.Problem.Text), problem).Add(nameof(Components.Problem.Back), DashboardPaths.Back(context.Request.Path));
        PageAnswer answer = context.Request.Headers.ContainsKey(FragmentHeader)
            ? new PageAnswer.Fragment(typeof(Components.Problem), parameters) { Status = code }
            : new PageAnswer.Page(typeof(Components.Problem), parameters, problem.Title) { Status = code };
        return WriteAsync(context, answer, viewer, formToken);
    }

    private PageFrame Frame(HttpContext context, Viewer? viewer, string formToken, ImmutableArray<string> modules) =>
        new(context.Request.Path, assets.Folder, ThemeChoice.Of(context), formToken, viewer, modules);

    private static async Task WriteAsync(HttpContext context, int status, string html)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = HtmlType;
        await context.Response.WriteAsync(html, context.RequestAborted);
    }

    private static async Task WriteAsync(HttpContext context, PageAnswer.Content content)
    {
        context.Response.ContentType = content.ContentType;
        context.Response.ContentLength = content.Bytes.Length;
        if (content.FileName.Length > 0)
        {
            var disposition = new ContentDispositionHeaderValue(DispositionTypeNames.Attachment);
            disposition.SetHttpFileName(content.FileName);
            context.Response.Headers.ContentDisposition = disposition.ToString();
        }

        await context.Response.Body.WriteAsync(content.Bytes, context.RequestAborted);
    }
}

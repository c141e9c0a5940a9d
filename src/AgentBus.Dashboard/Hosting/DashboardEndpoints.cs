using AgentBus.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBus.Dashboard;

/// <summary>Serves the dashboard below <see cref="DashboardPaths.Root"/>.</summary>
internal static class DashboardEndpoints
{
    private const string KeptForGood = "public, max-age=31536000, immutable";

    /// <summary>Maps its endpoints.</summary>
    public static void MapDashboard(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        var runner = services.GetRequiredService<PageRunner>();
        var desk = services.GetRequiredService<SignInDesk>();
        foreach (var operation in services.GetServices<IPageGroup>().SelectMany(static group => group.Operations))
        {
            app.MapMethods(operation.Path, [operation.Method], (RequestDelegate)(context => runner.RunAsync(context, operation))).WithDisplayName($"{operation.Method} {operation.Path}");
        }

        Get(app, DashboardPaths.Root, static context => Lead(context, DashboardPaths.Queue));
        Get(app, DashboardPaths.SignIn, desk.AskAsync);
        Post(app, DashboardPaths.SignIn, desk.EnterAsync);
        Post(app, DashboardPaths.SignOut, desk.LeaveAsync);
        Post(app, DashboardPaths.Theme, context => ChooseAsync(context, services.GetRequiredService<PageWriter>()));
        MapAssets(app, services.GetRequiredService<AssetStore>());
        var nothing = new PageOperation(HttpMethods.Get, DashboardPaths.Root + "/{**path}", static _ => Task.FromResult<PageAnswer>(Refusal.NotFound));
        Get(app, nothing.Path, context => runner.RunAsync(context, nothing));
    }

    private static void Get(IEndpointRouteBuilder app, string path, RequestDelegate answer) => app.MapMethods(path, [HttpMethods.Get], answer).WithDisplayName($"GET {path}");

    private static void Post(IEndpointRouteBuilder app, string path, RequestDelegate answer) => app.MapMethods(path, [HttpMethods.Post], answer).WithDisplayName($"POST {path}");

    private static void MapAssets(IEndpointRouteBuilder app, AssetStore assets) => Get(app, assets.Folder + "/{name}", context =>
    {
        PageHeaders.Put(context);
        if (assets.Find(context.Request.RouteValues["name"] as string ?? "") is not { } asset)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.Headers.CacheControl = KeptForGood;
        context.Response.ContentType = asset.ContentType;
        context.Response.ContentLength = asset.Bytes.Length;
        return context.Response.Body.WriteAsync(asset.Bytes, context.RequestAborted).AsTask();
    });

    /// <summary>The theme is chosen before anybody signs in, too, so no session is asked for.</summary>
    private static async Task ChooseAsync(HttpContext context, PageWriter writer)
    {
        PageHeaders.Put(context);
        var sent = await FormGuard.ReadAsync(context);
        if (!sent.IsOk)
        {
            await writer.WriteAsync(context, sent.Refusal);
            return;
        }

        ThemeChoice.Write(context, (string?)sent.Value["theme"] ?? "");
        var back = (string?)sent.Value[SignInDesk.BackField];
        await Lead(context, back == DashboardPaths.SignIn ? back : DashboardPaths.Back(back));
    }

    private static Task Lead(HttpContext context, string path)
    {
        PageHeaders.Put(context);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}

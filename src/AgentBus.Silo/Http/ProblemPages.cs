using AgentBus.Model;
using AgentBus.Silo.Gateway;

namespace AgentBus.Silo.Http;

/// <summary>Gives every error without a body one: paths that are not there, methods that an endpoint does not have, faults (RFC 9457).</summary>
internal static class ProblemPages
{
    /// <summary>Adds it; before everything that may answer with an error.</summary>
    public static void UseProblemPages(this WebApplication app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = e.StatusCode;
        }
        catch (Exception fault) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            HttpLog.Failed(app.Logger, fault, context.GetEndpoint()?.DisplayName ?? "");
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        var response = context.Response;
        if (response.StatusCode >= StatusCodes.Status400BadRequest && !response.HasStarted && response.ContentLength is null && string.IsNullOrEmpty(response.ContentType))
        {
            await ProblemAnswer.WriteAsync(context, Of(response.StatusCode), response.StatusCode);
        }
    });

    private static Refusal Of(int status) => status switch
    {
        StatusCodes.Status404NotFound => Refusal.NotFound,
        StatusCodes.Status405MethodNotAllowed => new Refusal(Code.MessageInvalid, "The path does not have this method; the header Allow names those it has."),
        StatusCodes.Status415UnsupportedMediaType => new Refusal(Code.MessageInvalid, "Send the body as Content-Type: application/json, UTF-8."),
        StatusCodes.Status408RequestTimeout => new Refusal(Code.Timeout, "The request came too slowly."),
        StatusCodes.Status413PayloadTooLarge => new Refusal(Code.LimitExceeded, "The request is longer than allowed."),
        StatusCodes.Status401Unauthorized => Refusal.Unauthenticated,
        StatusCodes.Status403Forbidden => new Refusal(Code.PermissionDenied, "Not allowed."),
        >= StatusCodes.Status500InternalServerError => new Refusal(Code.Internal, "A fault of the bus; it is in its log.", TimeSpan.FromSeconds(1)),
        _ => new Refusal(Code.MessageInvalid, "The request is not well-formed."),
    };
}

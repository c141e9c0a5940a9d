using System.Security.Cryptography;
using System.Text;
using AgentBus.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AgentBus.Dashboard;

/// <summary>
/// Lets only through what was sent from a page of ours: the browser says so (Sec-Fetch-Site, else Origin), and the form holds the secret that we wrote into it.
/// </summary>
internal static class FormGuard
{
    /// <summary>The field of forms.</summary>
    public const string Field = "form_token";

    /// <summary>The header of modules.</summary>
    public const string Header = "X-Form-Token";

    private const long MaxBytes = 64 * 1_024;
    private const string FormType = "application/x-www-form-urlencoded";

    /// <summary>Somebody else's page sent it, or one of a session that is over.</summary>
    public static readonly Refusal Foreign = new(
        Code.PermissionDenied, "This was not sent from a page of the dashboard, or from one that is out of date. Go back, load the page anew, and do it again.");

    private static readonly Refusal NoForm = new(Code.MessageInvalid, "The form could not be read. Go back, load the page anew, and send it again.");

    /// <summary>The form, where it was sent from a page that holds this secret.</summary>
    public static async Task<Result<IFormCollection>> ReadAsync(HttpContext context, string? secret)
    {
        var sent = await ReadAsync(context);
        if (!sent.IsOk)
        {
            return sent;
        }

        var shown = (string?)context.Request.Headers[Header] ?? (string?)sent.Value[Field] ?? "";
        return secret is { Length: > 0 } && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown), Encoding.UTF8.GetBytes(secret)) ? sent : Foreign;
    }

    /// <summary>The form, where the browser says that a page of ours sent it; enough for what changes nothing but looks. It is read within a bound, whoever sent it.</summary>
    public static async Task<Result<IFormCollection>> ReadAsync(HttpContext context)
    {
        if (!IsOwn(context.Request))
        {
            return Foreign;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxBytes;
        }

        IFormCollection form = FormCollection.Empty;
        if (context.Request.ContentLength is not 0)
        {
            if (context.Request.GetTypedHeaders().ContentType?.MediaType.Equals(FormType, StringComparison.OrdinalIgnoreCase) != true)
            {
                return NoForm;
            }

            try
            {
                form = await context.Request.ReadFormAsync(context.RequestAborted);
            }
            catch (Exception fault) when (fault is InvalidDataException or BadHttpRequestException)
            {
                return NoForm;
            }
        }

        return new Result<IFormCollection>(form, null);
    }

    /// <summary>Another site wants a part of its own page to be one of ours, as a picture, a script or a stream: it could not read it, but measure it, and keep the session awake.</summary>
    public static bool IsEmbedded(HttpRequest request) =>
        (string?)request.Headers["Sec-Fetch-Site"] is "same-site" or "cross-site" && (string?)request.Headers["Sec-Fetch-Mode"] is { Length: > 0 } mode && mode != "navigate";

    private static bool IsOwn(HttpRequest request) =>
        (string?)request.Headers["Sec-Fetch-Site"] is { Length: > 0 } site ? site == "same-origin"
        : (string?)request.Headers.Origin == $"{request.Scheme}://{request.Host}";
}

using Microsoft.AspNetCore.Http;

namespace AgentBus.Dashboard;

/// <summary>
/// What browsers are told of every answer of the dashboard: only our own files run and are shown, nothing comes from or goes to anybody else, no other page
/// frames ours, and nothing is kept.
/// </summary>
internal static class PageHeaders
{
    /// <summary>The content security policy. Fragments that the server wrote pass through one named policy of trusted types, and nothing else does.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types agentbus-fragments";

    /// <summary>Puts them.</summary>
    public static void Put(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }
    }
}

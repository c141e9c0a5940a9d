using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentBus.Gateway.Tests.Security;

/// <summary>An identity provider that serves what it is told to.</summary>
internal sealed class JwksServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private volatile Answer _answer = new(404, "");
    private int _requests;

    public JwksServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(context =>
        {
            Interlocked.Increment(ref _requests);
            context.Response.StatusCode = _answer.Status;
            context.Response.Headers.Location = "/elsewhere";
            return context.Response.WriteAsync(_answer.Body);
        });
        _app.StartAsync().GetAwaiter().GetResult();
    }

    public Uri Address => new(_app.Urls.Single() + "/jwks.json");

    public int Requests => Volatile.Read(ref _requests);

    public void Serve(params (string KeyId, ECDsa Key)[] keys) =>
        Serve($$"""{"keys":[{{string.Join(',', keys.Select(static key => Jwk(key.KeyId, key.Key)))}}]}""");

    public void Serve(string body) => _answer = new Answer(200, body);

    public void Fail(int status) => _answer = new Answer(status, "");

    public static string Jwk(string keyId, ECDsa key, string more = "")
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        return $$"""{"kty":"EC","crv":"P-256","kid":"{{keyId}}","x":"{{Base64Url.EncodeToString(q.X)}}","y":"{{Base64Url.EncodeToString(q.Y)}}"{{more}}}""";
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed record Answer(int Status, string Body);
}

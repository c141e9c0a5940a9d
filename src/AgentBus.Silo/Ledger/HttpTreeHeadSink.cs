using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Silo.Ledger;

/// <summary>Signed heads to a web address, the tenant behind it: PUT takes a checkpoint, GET gives the latest, 404 is none. No redirect is followed.</summary>
internal sealed class HttpTreeHeadSink : ITreeHeadSink, IDisposable
{
    private const int MaxBytes = 64 * 1024;
    private readonly HttpClient _http;
    private readonly Uri _address;

    /// <param name="address">The address without the tenant.</param>
    /// <param name="token">The bearer token; empty: none.</param>
    /// <param name="timeout">How long an exchange may take.</param>
    public HttpTreeHeadSink(Uri address, string token, TimeSpan timeout)
    {
        _address = new Uri(address.AbsoluteUri.TrimEnd('/') + "/");
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = timeout })
        {
            Timeout = timeout,
            MaxResponseContentBufferSize = MaxBytes,
        };
        if (token.Length > 0)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <inheritdoc/>
    public string Name => _address.GetLeftPart(UriPartial.Path);

    /// <inheritdoc/>
    public Task<string?> ReadLatestAsync(string tenant, CancellationToken cancellationToken) => ExchangeAsync<string?>(
        async () =>
        {
            using var answer = await _http.GetAsync(new Uri(_address, tenant), cancellationToken);
            if (answer.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            RequireSuccess(answer);
            return await answer.Content.ReadAsStringAsync(cancellationToken);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(SignedTreeHead head, CancellationToken cancellationToken) => ExchangeAsync(
        async () =>
        {
            using var content = new StringContent(head.Note, Encoding.UTF8, "text/plain");
            using var answer = await _http.PutAsync(new Uri(_address, head.Tenant), content, cancellationToken);
            RequireSuccess(answer);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static void RequireSuccess(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new IOException($"It answered {(int)answer.StatusCode}.");
        }
    }

    private static async Task<T> ExchangeAsync<T>(Func<Task<T>> exchange, CancellationToken cancellationToken)
    {
        try
        {
            return await exchange();
        }
        catch (HttpRequestException fault)
        {
            throw new IOException(fault.Message, fault);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("It did not answer in time.", fault);
        }
    }
}

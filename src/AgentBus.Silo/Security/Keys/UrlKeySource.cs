using System.Security.Cryptography;

namespace AgentBus.Silo.Security.Keys;

/// <summary>A JWKS document of the issuer. The fetch is bounded in time and size and follows no redirect.</summary>
/// <param name="http">Fetches.</param>
/// <param name="url">The document.</param>
/// <param name="period">How often to fetch it.</param>
internal sealed class UrlKeySource(HttpClient http, Uri url, TimeSpan period) : IKeySource
{
    private const int MaxBytes = 256 * 1024;

    /// <inheritdoc/>
    public string Name => url.GetLeftPart(UriPartial.Path);

    /// <inheritdoc/>
    public TimeSpan Period => period;

    /// <inheritdoc/>
    public bool IsRemote => true;

    /// <summary>What fetches for such sources.</summary>
    public static HttpClient Client(TimeSpan timeout) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = timeout })
    {
        Timeout = timeout,
        MaxResponseContentBufferSize = MaxBytes,
    };

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SigningKey>?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(url, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                throw new KeySourceException($"It answered {(int)answer.StatusCode}.");
            }

            var keys = JsonWebKeys.Read(await answer.Content.ReadAsStringAsync(cancellationToken), isStrict: false);
            return keys.Count > 0 ? keys : throw new KeySourceException("It holds no key for RS256 or ES256.");
        }
        catch (Exception e) when (e is HttpRequestException or FormatException or CryptographicException or InvalidOperationException)
        {
            throw new KeySourceException(e.Message, e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new KeySourceException($"No answer within {http.Timeout}.", e);
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using AgentBus.Model;

namespace AgentBus.Services;

/// <summary>One request's hold on its caller's session; to be disposed when the request is answered.</summary>
internal sealed class Caller(CallerSession session, Credential credential, Func<ValueTask> leave) : IAsyncDisposable
{
    // More than once: while many credentials of one agent are used at the same time, the new one may have given way to others already.
    private const int MostAgain = 3;

    [SuppressMessage("Usage", "CA2213", Justification = "It belongs to the cache, which outlives the request.")]
    private BusSession _open = null!;

    /// <summary>Who the caller is, as the agent's grain said when it opened the session.</summary>
    public Principal Principal => _open.Principal;

    /// <summary>The session is open, as far as one knows.</summary>
    public bool IsOpen => !_open.HasEnded;

    /// <summary>Opens the session; null: it is open.</summary>
    public async Task<Refusal?> OpenAsync()
    {
        var opened = await session.OpenAsync(credential);
        if (!opened.IsOk)
        {
            return opened.Refusal;
        }

        _open = opened.Value;
        return null;
    }

    /// <summary>Asks the agent's grain whether the session still holds: for what the grain itself is not asked about.</summary>
    public async Task<Refusal?> ConfirmAsync() => (await RunAsync(ConfirmAsync)).Refusal;

    /// <summary>Runs an operation; where the session turned out to be over, again with a new one, which takes the credential anew.</summary>
    public async Task<Result<T>> RunAsync<T>(Func<BusSession, Task<Result<T>>> operation)
        where T : class
    {
        var result = await operation(_open);
        for (var again = 0; again < MostAgain && result.Refusal?.Code == Code.SessionExpired; again++)
        {
            await _open.EndedAsync(result.Refusal);
            result = await OpenAsync() is { } refusal ? refusal : await operation(_open);
        }

        return result;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => leave();

    private static async Task<Result<Principal>> ConfirmAsync(BusSession open) =>
        await open.RenewAsync(null) is { } refusal ? refusal : open.Principal;
}

using System.Security.Cryptography;
using System.Text;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Services;

/// <summary>
/// Side sessions of callers who come with their credential each time, as over HTTP: kept open between their requests, one for each
/// credential and never shared between two, closed when idle. Its owner calls <see cref="SweepAsync"/> now and then. Thread-safe.
/// </summary>
internal sealed class CallerSessions(IGrainFactory grains, string protocol, int max, TimeSpan idle, TimeProvider time) : IAsyncDisposable
{
    private static readonly Refusal TooMany = new(Code.Overloaded, "Too many callers are being served; try again.", TimeSpan.FromSeconds(5));

    private readonly Lock _gate = new();
    private readonly Dictionary<string, CallerSession> _callers = new(StringComparer.Ordinal);

    /// <summary>Sessions that are kept.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _callers.Count;
            }
        }
    }

    /// <summary>
    /// The caller's session, opened where there is none. The holder disposes the result after its request. Refused with the grain's words where
    /// the credential or the hash is not right, and with <see cref="Code.Overloaded"/> where all that may be kept are in use.
    /// </summary>
    /// <param name="agent">The agent that the credential names.</param>
    /// <param name="credential">What the caller shows.</param>
    /// <param name="hash">The constitution that it goes by.</param>
    public async Task<Result<Caller>> EnterAsync(AgentKey agent, Credential credential, string hash)
    {
        var key = KeyOf(agent, credential, hash);
        CallerSession? session;
        CallerSession? evicted = null;
        lock (_gate)
        {
            if (!_callers.TryGetValue(key, out session))
            {
                if (_callers.Count >= max && !TryEvict(out evicted))
                {
                    return TooMany;
                }

                _callers.Add(key, session = new CallerSession(grains, agent, hash, protocol, time));
            }

            session.Users++;
        }

        if (evicted is not null)
        {
            await evicted.DisposeAsync();
        }

        var caller = new Caller(session, credential, () => Leave(key, session));
        try
        {
            if (await caller.OpenAsync() is not { } refusal)
            {
                return caller;
            }

            await caller.DisposeAsync();
            return refusal;
        }
        catch
        {
            await caller.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes the sessions that no request used for a while.</summary>
    public async Task SweepAsync()
    {
        List<CallerSession> over = [];
        lock (_gate)
        {
            foreach (var (key, session) in _callers)
            {
                if (session.Users == 0 && time.GetElapsedTime(session.UsedAt) >= idle)
                {
                    _callers.Remove(key);
                    over.Add(session);
                }
            }
        }

        await DisposeAsync(over);
    }

    /// <summary>Closes all.</summary>
    public async ValueTask DisposeAsync()
    {
        List<CallerSession> all;
        lock (_gate)
        {
            all = [.. _callers.Values];
            _callers.Clear();
        }

        await DisposeAsync(all);
    }

    private static Task DisposeAsync(IEnumerable<CallerSession> sessions) =>
        Task.WhenAll(sessions.Select(static session => session.DisposeAsync().AsTask()));

    /// <summary>Gives a session back. One that never opened is not kept, so that guesses fill nothing.</summary>
    private async ValueTask Leave(string key, CallerSession session)
    {
        bool isOver;
        lock (_gate)
        {
            session.Users--;
            session.UsedAt = time.GetTimestamp();
            isOver = session.Users == 0 && !session.IsOpen;
            if (isOver && _callers.GetValueOrDefault(key) == session)
            {
                _callers.Remove(key);
            }
        }

        if (isOver)
        {
            await session.DisposeAsync();
        }
    }

    /// <summary>Gives up the session that was not used for longest.</summary>
    private bool TryEvict(out CallerSession? evicted)
    {
        var unused = _callers.Where(static entry => entry.Value.Users == 0).OrderBy(static entry => entry.Value.UsedAt).FirstOrDefault();
        evicted = unused.Value;
        return evicted is not null && _callers.Remove(unused.Key);
    }

    // The credential itself is not kept, only what tells it from others.
    private static string KeyOf(AgentKey agent, Credential credential, string hash) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{agent.GrainKey}\n{credential.Kind}\n{hash}\n{credential.Value}")));
}
